package org.esxsync.distribution.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README and the chapters: each link leads to a file and a heading that are there. */
class LinksTest {

    private static final Path REPOSITORY = Path.of("..");
    private static final Path CHAPTERS = Path.of("src/main/docs");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final int MOST_LINES = 150;

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : documents()) {
            broken.addAll(broken(Files.readString(file), file));
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void soDoThoseOfTheReadmeThatShips() throws IOException {
        String shipped = Manual.shipped(Files.readString(REPOSITORY.resolve("README.md")));

        assertEquals(List.of(), broken(shipped, Path.of("src/main/README.md")));
    }

    @Test
    void noChapterLinksOutOfTheDistribution() throws IOException {
        for (Path chapter : chapters()) {
            assertEquals(
                    List.of(),
                    links(Files.readString(chapter))
                            .map(link -> link.group(1))
                            .filter(target -> target.contains("../"))
                            .toList(),
                    chapter::toString);
        }
    }

    @Test
    void theReadmeIsShortAndLinksEveryChapter() throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));

        assertTrue(readme.lines().count() <= MOST_LINES);
        for (Path chapter : chapters()) {
            assertTrue(readme.contains("docs/" + chapter.getFileName()), chapter::toString);
        }
    }

    private static List<String> broken(String text, Path file) {
        return links(text)
                .filter(link -> !link.group(1).contains(":"))
                .filter(link -> !leadsSomewhere(link, text, file))
                .map(link -> file + ": " + link.group())
                .toList();
    }

    private static boolean leadsSomewhere(MatchResult link, String text, Path file) {
        Path target = file.resolveSibling(link.group(1)).normalize();
        Optional<String> anchor = Optional.ofNullable(link.group(2));
        try {
            String there = link.group(1).isEmpty() ? text : content(target);
            return anchor.isEmpty() || anchors(there).contains(anchor.get());
        } catch (IOException e) {
            return false;
        }
    }

    private static String content(Path target) throws IOException {
        if (isDocument(target)) {
            return Files.readString(target);
        }
        if (Files.notExists(target)) {
            throw new NoSuchFileException(target.toString());
        }
        return "";
    }

    private static boolean isDocument(Path file) {
        return file.toString().endsWith(".md");
    }

    /** As GitHub makes them. */
    private static List<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static Stream<MatchResult> links(String text) {
        return LINK.matcher(CODE.matcher(text).replaceAll("`")).results();
    }

    private static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(CHAPTERS)) {
            return files.filter(LinksTest::isDocument).sorted().toList();
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(chapters());
        documents.add(REPOSITORY.resolve("README.md"));
        for (String folder : List.of(".github", "bundles")) {
            try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder))) {
                files.filter(LinksTest::isDocument)
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(documents::add);
            }
        }
        return documents;
    }
}
