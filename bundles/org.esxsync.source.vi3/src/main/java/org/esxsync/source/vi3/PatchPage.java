package org.esxsync.source.vi3;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.MalformedSourceException;

/**
 * The page of one patch, of either generation: the one of spring 2007 with a "Download Patch … for
 * VMware ESX Server 3.0.1" link, and the one of autumn 2007 with rows of labels and values.
 *
 * @param patch what the page describes
 * @param supersededBy the ids of the patches that it names as those that replace it
 */
record PatchPage(Patch patch, List<String> supersededBy) {

    /** The format of patches whose ids carry a release; another room lays them out. */
    private static final String BUNDLE = "bundle";

    /**
     * Reads the page to which a link leads.
     *
     * @param linked the patch as the link to the page names it; the text may name other patches
     *     first
     * @param page where the link leads
     * @throws org.esxsync.api.EsxSyncException if this is not the page of that patch or a part of
     *     it cannot be understood
     */
    static PatchPage read(String source, String linked, URI page, Document document) {
        HtmlPage html = HtmlPage.of(document);
        return read(source, PageSubject.of(html, linked), page, document.location(), html);
    }

    /**
     * @param id the patch that the page is about
     * @param location where the page was in the end found: its links start there
     */
    static PatchPage read(String source, String id, URI page, URI location, HtmlPage html) {
        PageText text = new PageText(id, page.toString(), html.text());
        Optional<LegacyPatchId> named =
                LegacyPatchId.parse(id).filter(each -> each.release() != null);
        Patch patch =
                Patch.builder(source, id, named.isPresent() ? BUNDLE : Vi3PatchLayout.NAME)
                        .title(html.title())
                        .releaseDate(ReleaseDate.in(id, page.toString(), html))
                        .classification(classification(text, named))
                        .platforms(platforms(id, page, html.title(), text, named.isPresent()))
                        .artifacts(Archives.of(id, location, html, text.digests(), text.sizes()))
                        .supersedes(text.supersedes())
                        .reboot(text.reboot())
                        .details(page)
                        .build();
        return new PatchPage(patch, List.copyOf(text.supersededBy()));
    }

    /** The patch, which replaces those whose own pages say so, too. */
    Patch replacing(Collection<String> others) {
        Set<String> all = new LinkedHashSet<>(patch.supersedes());
        all.addAll(others);
        return patch.withSupersedes(new ArrayList<>(all));
    }

    private static Classification classification(PageText text, Optional<LegacyPatchId> named) {
        Classification told = text.classification();
        return told.equals(Classification.NONE)
                ? named.map(LegacyPatchId::classification).orElse(told)
                : told;
    }

    private static Set<Platform> platforms(
            String id, URI page, String title, PageText text, boolean isToldById) {
        Set<Platform> platforms = new LinkedHashSet<>(text.downloadPlatforms());
        platforms.addAll(text.productVersions());
        if (platforms.isEmpty() && title.contains(id)) {
            platforms.addAll(Platforms.firstIn(title));
        }
        if (platforms.isEmpty() && !isToldById) {
            throw new MalformedSourceException(
                    page.toString(),
                    ("it does not say for which product and version %s is;"
                                    + " check that it is the patch's page")
                            .formatted(id));
        }
        return platforms;
    }
}
