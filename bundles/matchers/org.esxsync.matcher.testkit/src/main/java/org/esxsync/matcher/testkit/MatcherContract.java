package org.esxsync.matcher.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.VersionMatcher;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every matcher keeps to. A matcher's test extends this and brings the samples. */
public abstract class MatcherContract {

    private static final int MANY = 10_000;
    private static final Pattern RELEASE_WITH_UPDATES = Pattern.compile("([4-9]|\\d\\d+)\\.\\d+");

    private final String release;
    private final VersionMatcher matcher;

    /**
     * @param release the release that the matcher's {@code @EsxMatcher} names
     */
    protected MatcherContract(String release, VersionMatcher matcher) {
        this.release = release;
        this.matcher = matcher;
    }

    /** Patches for the matcher's release. */
    protected abstract List<Patch> claimed();

    /** Patches for other releases, above all for those next to it. */
    protected abstract List<Patch> declined();

    @Test
    void namesItsReleaseInFull() {
        assertEquals(release, EsxRelease.parse(release).toString());
    }

    /** The annotation does not outlive compilation in any other way that a test could read. */
    @Test
    void carriesItsReleaseInItsClass() throws IOException {
        Class<?> type = matcher.getClass();
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(content.contains("Lorg/esxsync/api/release/EsxMatcher;"), "not marked");
            assertTrue(content.contains(release), type + " is marked with another release");
        }
    }

    @Test
    void claimsEveryPatchOfItsRelease() {
        assertFalse(claimed().isEmpty(), "no samples");
        for (Patch patch : claimed()) {
            assertTrue(matcher.matches(patch), () -> release + " does not claim " + text(patch));
        }
    }

    @Test
    void claimsNoPatchOfAnotherRelease() {
        assertFalse(declined().isEmpty(), "no samples");
        for (Patch patch : declined()) {
            assertFalse(matcher.matches(patch), () -> release + " claims " + text(patch));
        }
    }

    /** From version 4 on; those of 3.0 count as releases. */
    @Test
    void claimsTheUpdatesOfWhatItClaims() {
        for (Patch patch : claimed()) {
            for (Platform platform : patch.platforms()) {
                String version = platform.versionPattern();
                if (RELEASE_WITH_UPDATES.matcher(version).matches()
                        && matcher.matches(only(patch, platform, version))) {
                    Patch update = only(patch, platform, version + ".3-24449057");
                    assertTrue(matcher.matches(update), () -> release + ": " + text(update));
                }
            }
        }
    }

    private static Patch only(Patch patch, Platform platform, String version) {
        return SamplePatches.bulletinFor(platform.product(), patch.id(), version);
    }

    @Test
    void claimsItsOwnOfThePublishedIdsAndNoOther() throws IOException {
        Optional<List<PublishedIds.Row>> rows = PublishedIds.read();
        Assumptions.assumeTrue(rows.isPresent(), "there is no list of published ids here");
        for (PublishedIds.Row row : rows.get()) {
            assertEquals(
                    row.release().equals(release), matcher.matches(row.patch()), row::toString);
        }
    }

    @Test
    void declinesAPatchOfWhichNothingIsKnown() {
        for (String id : List.of("x", "-", "ESX", "ESX-", "ESXi", "ESXi-0000000-", "ESX-0000000")) {
            assertFalse(matcher.matches(SamplePatches.named(id)), id);
        }
        assertFalse(matcher.matches(SamplePatches.page("x", "", ".", "3.0.1.9.9")));
        assertFalse(matcher.matches(SamplePatches.bulletin("x", "", ".", "99.0")));
    }

    @Test
    void answersManyThreadsAtOnceAsItAnswersOne() {
        List<Patch> samples = Stream.concat(claimed().stream(), declined().stream()).toList();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () ->
                        assertTrue(
                                IntStream.range(0, MANY)
                                        .parallel()
                                        .mapToObj(i -> i % samples.size())
                                        .allMatch(i -> isClaimed(samples, i))),
                "a matcher computes, and neither waits nor reads");
    }

    private boolean isClaimed(List<Patch> samples, int i) {
        return matcher.matches(samples.get(i)) == i < claimed().size();
    }

    private static String text(Patch patch) {
        return patch.id() + " for " + patch.platforms();
    }
}
