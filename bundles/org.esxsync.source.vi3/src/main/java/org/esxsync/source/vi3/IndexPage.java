package org.esxsync.source.vi3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Finds the patch pages that an index links to: those of spring 2007 by their name, {@code
 * esx-8258730-patch.html}, and the articles of the redesign of autumn 2007, {@code
 * http://kb.vmware.com/kb/1002424}, where the link's text is the patch of the same number.
 */
final class IndexPage {

    private static final Pattern PATCH_PAGE =
            Pattern.compile("(?i)(?<!\\d)(\\d{7})-patch\\.html(?:[?#].*)?$");
    private static final Pattern ARTICLE =
            Pattern.compile("(?i)(?:/kb/|[?&]externalId=)(\\d{7})(?:[&#].*)?$");

    private IndexPage() {}

    /** The links in the page's order, one for each patch. */
    static List<PatchLink> links(HtmlPage page) {
        Map<String, PatchLink> links = new LinkedHashMap<>();
        for (Element anchor : page.links()) {
            link(anchor).ifPresent(link -> links.putIfAbsent(link.id(), link));
        }
        return List.copyOf(links.values());
    }

    private static Optional<PatchLink> link(Element anchor) {
        String href = anchor.absUrl("href");
        Matcher page = PATCH_PAGE.matcher(href);
        if (page.find()) {
            return Optional.of(new PatchLink("ESX-" + page.group(1), href));
        }
        Matcher article = ARTICLE.matcher(href);
        return article.find() && anchor.text().strip().equalsIgnoreCase("ESX-" + article.group(1))
                ? Optional.of(new PatchLink("ESX-" + article.group(1), href))
                : Optional.empty();
    }
}
