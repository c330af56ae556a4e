package org.esxsync.source.vi3;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.release.LegacyPatchId;
import org.esxsync.api.source.MalformedSourceException;
import org.jsoup.nodes.Element;

/**
 * Finds the patch pages that an index links to: those of spring 2007 by their name, {@code
 * esx-8258730-patch.html}, and the articles of the redesign of autumn 2007, {@code
 * http://kb.vmware.com/kb/1002424}, where the link's text is the patch of the same number, or one
 * whose id carries its release. That an older page was ever named by such an id is inferred.
 *
 * <p>It is read piece by piece, so that its size does not count: a tree of a whole index that means
 * harm would fill the memory.
 */
final class IndexPage {

    /** Some twenty times as many as there ever were patches. */
    private static final int MAX_LINKS = 10_000;

    private static final int PIECE = 64 * 1024;
    private static final String END_OF_LINK = "</a";

    private static final Pattern PATCH_PAGE =
            Pattern.compile("(?i)(?<!\\d)(\\d{7})-patch\\.html(?:[?#].*)?$");
    private static final Pattern NAMED_PAGE =
            Pattern.compile("(?i)(?:^|/)(ESX[ie]?\\d{2,3}-[A-Z0-9-]+?)-patch\\.html(?:[?#].*)?$");
    private static final Pattern ARTICLE =
            Pattern.compile("(?i)(?:/kb/|[?&]externalId=)(\\d{7})(?:[&#].*)?$");

    private IndexPage() {}

    /**
     * The links in the page's order, one for each patch.
     *
     * @throws MalformedSourceException if there are too many to be those of a patch site
     */
    static List<PatchLink> links(Document index) {
        String html = text(index);
        String base = index.location().toString();
        Map<String, PatchLink> links = new LinkedHashMap<>();
        for (int start = 0; start < html.length(); ) {
            int end = endOfPiece(html, start);
            HtmlPage piece = HtmlPage.part(html.substring(start, end), base);
            for (Element anchor : piece.links()) {
                link(anchor).ifPresent(link -> links.putIfAbsent(link.id(), link));
            }
            if (links.size() > MAX_LINKS) {
                throw new MalformedSourceException(
                        index.location().toString(),
                        "it links to more than %d patches; check that it is the index of a VI3 patch site"
                                .formatted(MAX_LINKS));
            }
            base = piece.base();
            start = end;
        }
        return List.copyOf(links.values());
    }

    /** Behind a link where possible, so that none is torn apart. */
    private static int endOfPiece(String html, int start) {
        for (int i = start + PIECE; i < Math.min(start + 2 * PIECE, html.length()); i++) {
            if (html.regionMatches(true, i, END_OF_LINK, 0, END_OF_LINK.length())) {
                return i + END_OF_LINK.length();
            }
        }
        return Math.min(start + 2 * PIECE, html.length());
    }

    private static String text(Document index) {
        String declared = HtmlPage.charset(index.contentType());
        return new String(
                index.body(),
                declared == null ? StandardCharsets.UTF_8 : Charset.forName(declared));
    }

    private static Optional<PatchLink> link(Element anchor) {
        String href = anchor.absUrl("href");
        Matcher page = PATCH_PAGE.matcher(href);
        if (page.find()) {
            return Optional.of(new PatchLink("ESX-" + page.group(1), href));
        }
        Matcher named = NAMED_PAGE.matcher(href);
        if (named.find()) {
            return LegacyPatchId.parse(named.group(1)).map(id -> new PatchLink(id.text(), href));
        }
        Matcher article = ARTICLE.matcher(href);
        return article.find()
                ? LegacyPatchId.parse(anchor.text().strip())
                        .filter(id -> isOf(article.group(1), id))
                        .map(id -> new PatchLink(id.text(), href))
                : Optional.empty();
    }

    private static boolean isOf(String article, LegacyPatchId id) {
        return id.release() != null || id.text().equals("ESX-" + article);
    }
}
