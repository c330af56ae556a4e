package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.sync.config.KeepPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTest {

    private static final Instant NOON = Instant.parse("2026-03-29T00:59:59Z");

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void make() {
        mirror = new TestMirror(root);
        mirror.now = NOON;
        mirror.list("A", "3.0.*", mirror.downloader.artifact("A.tgz", "x=one"));
        mirror.list("I", "3.0.1", mirror.downloader.artifact("vib20/I.vib", "two"));
    }

    /** A day back and forth, the change to summer time, 1970, and a date far in the future. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-28T01:00:00Z",
                "2026-03-30T01:00:00Z",
                "2026-03-29T01:00:01Z",
                "1970-01-01T00:00:00Z",
                "2107-01-01T00:00:00Z"
            })
    void aClockThatJumpsChangesNothing(Instant then) throws IOException {
        mirror.sync();
        SortedMap<String, String> before = mirror.tree();
        mirror.now = then;

        assertEquals(3, mirror.sync().count(Outcome.PRESENT));
        assertEquals(before, mirror.tree());
        assertEquals(2, mirror.downloader.served().size());
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void whatVanishedWhileTheClockWasPutBackIsNotListedAnyMore() {
        for (int i = 0; i < 3; i++) {
            mirror.list(
                    "I" + i, "3.0.1", mirror.downloader.artifact("I%d.tgz".formatted(i), "x=y"));
        }
        mirror.sync();
        mirror.now = NOON.minus(Duration.ofDays(1));
        Patch vanished = mirror.listed.remove(0);

        mirror.sync();

        assertEquals(false, mirror.ledger.patches(vanished.id()).get(0).listed());
        assertEquals(true, mirror.ledger.patches("I").get(0).listed());
    }

    @Test
    void aReleaseDateInTheFutureIsADateLikeAnyOther() throws IOException {
        mirror.list(
                TestMirror.patch("F", "3.0.1", mirror.downloader.artifact("F.tgz", "x=later"))
                        .releaseDate(LocalDate.of(2199, 12, 31)));

        assertEquals(4, mirror.sync().count(Outcome.PUBLISHED));
        assertEquals("later", Files.readString(root.resolve("esx-3.0.1/F/x")));
    }

    @Test
    void aTurkishLocaleChangesNothing() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            mirror.keep = KeepPolicy.parse("pid", "ALL");
            assertEquals(3, mirror.sync().count(Outcome.PUBLISHED));
            assertEquals(List.of(), mirror.verify());
            assertEquals(3, mirror.sync().count(Outcome.PRESENT));
        } finally {
            Locale.setDefault(before);
        }
    }
}
