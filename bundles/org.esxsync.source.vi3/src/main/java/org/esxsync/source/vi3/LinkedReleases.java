package org.esxsync.source.vi3;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.ProbeRequest;

/**
 * The releases of the patches that an index links to, as far as little reading tells: an id may
 * name its release, and else the patch's page does. Of many pages some are read, from the first to
 * the last.
 *
 * @param request reads the pages
 */
record LinkedReleases(ProbeRequest request) {

    private static final int PAGES = 16;
    private static final String SOURCE = "probe";
    private static final String ESX_SERVER = "VMware ESX Server";
    private static final Predicate<String> VERSION =
            Pattern.compile("[1-9]\\d{0,2}(?:\\.(?:0|[1-9]\\d{0,2}))+").asMatchPredicate();

    SortedSet<EsxRelease> of(URI index, List<PatchLink> links) {
        SortedSet<EsxRelease> releases = new TreeSet<>();
        links.forEach(link -> named(link).ifPresent(releases::add));
        List<PatchLink> unnamed = links.stream().filter(each -> named(each).isEmpty()).toList();
        int step = Math.max(1, (unnamed.size() + PAGES - 1) / PAGES);
        for (int i = 0; i < unnamed.size(); i += step) {
            try {
                ofPage(index, unnamed.get(i)).forEach(releases::add);
            } catch (MalformedSourceException e) {
                // A sync rejects this one patch, and says why.
                continue;
            } catch (FetchException e) {
                // The rest would take as long to fail; a sync tells it.
                break;
            }
        }
        return releases;
    }

    private static Optional<EsxRelease> named(PatchLink link) {
        return LegacyPatchId.parse(link.id()).map(LegacyPatchId::release);
    }

    private Stream<EsxRelease> ofPage(URI index, PatchLink link) {
        URI page = Links.follow(index, link.href());
        request.progress().accept(page.toString());
        return PatchPage.read(SOURCE, link.id(), page, request.document(page))
                .patch()
                .platforms()
                .stream()
                .filter(each -> each.product().equals(ESX_SERVER))
                .map(Platform::versionPattern)
                .filter(VERSION)
                .map(version -> new EsxRelease("esx", version));
    }
}
