package org.esxsync.source.vi3;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.source.MalformedSourceException;

/**
 * Reads the page of one patch, of either generation: the one of spring 2007 with a "Download Patch
 * … for VMware ESX Server 3.0.1" link, and the one of autumn 2007 with rows of labels and values.
 */
final class PatchPage {

    private PatchPage() {}

    /**
     * @param id the patch as the link to the page names it; the text may name other patches first
     * @param page where the link leads
     * @throws org.esxsync.api.EsxSyncException if this is not the page of that patch or a part of
     *     it cannot be understood
     */
    static Patch read(String source, String id, URI page, Document document) {
        return read(source, id, page, document.location(), HtmlPage.of(document));
    }

    /**
     * @param location where the page was in the end found: its links start there
     */
    static Patch read(String source, String id, URI page, URI location, HtmlPage html) {
        PageText text = new PageText(id, page.toString(), html.text());
        return Patch.builder(source, id, Vi3PatchLayout.NAME)
                .title(html.title())
                .releaseDate(ReleaseDate.in(id, page.toString(), html))
                .classification(text.classification())
                .platforms(platforms(id, page, html.title(), text))
                .artifacts(Tarballs.of(id, location, html, text.digests(), text.sizes()))
                .supersedes(text.supersedes())
                .reboot(text.reboot())
                .details(page)
                .build();
    }

    private static Set<Platform> platforms(String id, URI page, String title, PageText text) {
        Set<Platform> platforms = new LinkedHashSet<>(text.downloadPlatforms());
        platforms.addAll(text.productVersions());
        if (platforms.isEmpty() && title.contains(id)) {
            platforms.addAll(Platforms.firstIn(title));
        }
        if (platforms.isEmpty()) {
            throw new MalformedSourceException(
                    page.toString(),
                    ("it does not say for which product and version %s is;"
                                    + " check that it is the patch's page")
                            .formatted(id));
        }
        return platforms;
    }
}
