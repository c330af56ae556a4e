package org.esxsync.source.vi3;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the patch that a page is about, where no link to the page says so. The text alone does not,
 * since it names other patches too.
 */
final class PageSubject {

    private static final Pattern IN_TITLE = Pattern.compile("(?i)\\bpatch (ESX-\\d{7})\\b");
    private static final Pattern IN_DOWNLOAD =
            Pattern.compile("(?i)\\bdownload patch (ESX-\\d{7})\\b");
    private static final Pattern IN_FILE_NAME =
            Pattern.compile("(?i)(?<!\\d)(\\d{7})(?:-patch)?\\.html?$");

    private PageSubject() {}

    /**
     * The patch in the title, else the only one that the page offers for download, else that of the
     * file's name if the page speaks of it.
     *
     * @return the patch's id, or nothing if this is not the page of a patch
     */
    static Optional<String> of(HtmlPage page, URI location) {
        return inTitle(page)
                .or(() -> offered(page.text()))
                .or(() -> inFileName(location).filter(page.text()::contains));
    }

    private static Optional<String> inTitle(HtmlPage page) {
        return IN_TITLE.matcher(page.title()).results().map(PageSubject::id).findFirst();
    }

    private static Optional<String> offered(String text) {
        List<String> ids =
                IN_DOWNLOAD.matcher(text).results().map(PageSubject::id).distinct().toList();
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    private static Optional<String> inFileName(URI location) {
        Matcher name = IN_FILE_NAME.matcher(String.valueOf(location.getPath()));
        return name.find() ? Optional.of("ESX-" + name.group(1)) : Optional.empty();
    }

    private static String id(MatchResult match) {
        return match.group(1).toUpperCase(Locale.ROOT);
    }
}
