package org.esxsync.source.vi3;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.release.LegacyPatchId;

/**
 * Finds the patch that a page is about, where no link to the page says so. The text alone does not,
 * since it names other patches too.
 */
final class PageSubject {

    private static final String ID = "(?:bundle )?(ESX[A-Z0-9-]++)";
    private static final Pattern IN_TITLE = Pattern.compile("(?i)\\bpatch " + ID);
    private static final Pattern IN_DOWNLOAD = Pattern.compile("(?i)\\bdownload patch " + ID);
    private static final Pattern NUMBER_IN_FILE_NAME =
            Pattern.compile("(?i)(?<!\\d)(\\d{7})(?:-patch)?\\.html?$");
    private static final Pattern ID_IN_FILE_NAME =
            Pattern.compile("(?i)([^/]+?)(?:-patch)?\\.html?$");

    private PageSubject() {}

    /**
     * The patch in the title, else the only one that the page offers for download, else that of the
     * file's name if the page speaks of it.
     *
     * @return the patch's id, or nothing if this is not the page of a patch
     */
    static Optional<String> of(HtmlPage page, URI location) {
        return inTitle(page)
                .map(LegacyPatchId::text)
                .or(() -> offered(page.text()))
                .or(() -> inFileName(location).filter(page.text()::contains));
    }

    /**
     * The patch of a page to which a link leads: that of the title if its id carries a release,
     * since a link to an article names no more than the article's number.
     *
     * @param linked the id that the link names
     */
    static String of(HtmlPage page, String linked) {
        return inTitle(page)
                .filter(id -> id.release() != null)
                .map(LegacyPatchId::text)
                .orElse(linked);
    }

    private static Optional<LegacyPatchId> inTitle(HtmlPage page) {
        return ids(IN_TITLE, page.title()).findFirst();
    }

    private static Optional<String> offered(String text) {
        List<String> ids = ids(IN_DOWNLOAD, text).map(LegacyPatchId::text).distinct().toList();
        return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
    }

    private static Stream<LegacyPatchId> ids(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .flatMap(id -> LegacyPatchId.parse(id).stream());
    }

    private static Optional<String> inFileName(URI location) {
        String path = String.valueOf(location.getPath());
        Matcher id = ID_IN_FILE_NAME.matcher(path);
        Optional<String> named =
                id.find()
                        ? LegacyPatchId.parse(id.group(1)).map(LegacyPatchId::text)
                        : Optional.empty();
        Matcher number = NUMBER_IN_FILE_NAME.matcher(path);
        return named.or(
                () -> number.find() ? Optional.of("ESX-" + number.group(1)) : Optional.empty());
    }
}
