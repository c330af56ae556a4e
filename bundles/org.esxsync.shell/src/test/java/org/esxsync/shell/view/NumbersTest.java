package org.esxsync.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void aSizeSaysWhatIsNotPublished() {
        Patch partly =
                Patch.builder("vmware", "X", "depot")
                        .artifact(Samples.artifact("a.vib", 5000))
                        .artifact(Samples.artifact("b.vib", Artifact.UNKNOWN_SIZE))
                        .build();
        assertEquals("> 5.0 kB", Numbers.size(partly));
        assertEquals("unknown", Numbers.size(Samples.patch("X", Artifact.UNKNOWN_SIZE, "")));
        assertEquals("about 40.0 MB", Numbers.size(Samples.patchOfAbout("X", 40_000_000)));
        assertEquals(
                "4.7 kB",
                Numbers.size(
                        Samples.summary(
                                Samples.patch("X", Artifact.UNKNOWN_SIZE, ""),
                                List.of(),
                                List.of(Samples.ESX_301))));
        assertEquals("no file", Numbers.size(Samples.described("X")));
    }

    @Test
    void durationsGrowCoarserAsTheyGrowLonger() {
        assertEquals("1.4 s", Numbers.duration(Duration.ofMillis(1400)));
        assertEquals("2 min 5 s", Numbers.duration(Duration.ofSeconds(125)));
        assertEquals("3 h 1 min", Numbers.duration(Duration.ofMinutes(181)));
    }

    @Test
    void aTimeInATextIsThatOfTheZone() {
        assertEquals(
                "process 7 on vm since 2026-11-29 20:05:08",
                Numbers.withLocalTimes(
                        "process 7 on vm since 2026-11-29T19:05:08Z", ZoneOffset.ofHours(1)));
    }
}
