package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.esxsync.demo.SamplePatch.Generation;
import org.junit.jupiter.api.Test;

class SampleSiteTest {

    private final SampleSite site = new SampleSite();

    @Test
    void isTheSameEachTime() {
        SampleSite again = new SampleSite();
        assertEquals(site.paths(), again.paths());
        site.paths().forEach(path -> assertArrayEquals(site.file(path), again.file(path), path));
        assertArrayEquals(SampleBundle.zip(), SampleBundle.zip());
    }

    @Test
    void saysOnEveryPageThatItIsMadeUp() {
        site.paths().stream()
                .filter(path -> path.endsWith(".html"))
                .forEach(path -> assertTrue(page(path).contains("is made up"), path));
    }

    @Test
    void linksEveryPatchToAPageAndAllButOneToATarball() {
        String index = page(SampleSite.INDEX);
        List<String> pages = all("(/support/vi3/doc/esx-\\d{7}-patch\\.html)", index);
        assertEquals(SamplePatch.ALL.size(), pages.size());

        List<String> withoutTarball = new ArrayList<>();
        for (String path : pages) {
            List<String> tarballs = all("(/software/vi/ESX-\\d{7}\\.tgz)", page(path));
            if (tarballs.isEmpty()) {
                withoutTarball.add(path);
            } else {
                byte[] tarball = site.file(tarballs.get(0));
                assertEquals(List.of(Sums.md5(tarball)), all("\\b([0-9a-f]{32})\\b", page(path)));
            }
        }
        assertEquals(List.of("/support/vi3/doc/esx-1000075-patch.html"), withoutTarball);
    }

    @Test
    void thePagesOfAutumnTellTheRoundedSizesOfTheirTarballs() {
        for (SamplePatch patch : SamplePatch.ALL) {
            boolean tells = patch.generation() == Generation.AUTUMN_2007 && patch.downloadable();
            List<String> expected =
                    tells
                            ? List.of(
                                    String.format(
                                            Locale.ROOT,
                                            "%.1f",
                                            site.file(patch.tarballPath()).length / 1e3))
                            : List.of();
            assertEquals(
                    expected,
                    all("Download Size:</td><td>([0-9.]+) KB<", page(patch.pagePath())),
                    patch.id());
        }
    }

    @Test
    void isSmall() {
        int bytes = site.paths().stream().mapToInt(path -> site.file(path).length).sum();
        assertTrue(bytes > 200_000 && bytes < 600_000, "bytes: " + bytes);
    }

    @Test
    void hasPatchesForEachReleaseAndForBoth() {
        assertTrue(SamplePatch.ALL.stream().anyMatch(p -> p.versions().size() == 2));
        assertTrue(SamplePatch.ALL.stream().anyMatch(p -> p.versions().equals(List.of("3.0.0"))));
        assertTrue(SamplePatch.ALL.stream().anyMatch(p -> p.versions().equals(List.of("3.0.1"))));
        assertFalse(SamplePatch.ALL.size() < 12);
    }

    private String page(String path) {
        return new String(site.file(path), UTF_8);
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(m -> m.group(1))
                .distinct()
                .toList();
    }
}
