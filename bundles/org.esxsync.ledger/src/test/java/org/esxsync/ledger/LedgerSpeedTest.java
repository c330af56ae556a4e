package org.esxsync.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Ledger.Sighting;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints what it measures; the bounds only catch a change of growth, on any machine. For a longer
 * catalogue, run it with {@code -DargLine=-Dledger.patches=100000}.
 */
class LedgerSpeedTest {

    private static final int PATCHES = Integer.getInteger("ledger.patches", 20_000);

    @TempDir private Path directory;

    @Test
    void manyPatchesAreRecordedAndListedInSeconds() {
        try (Ledger ledger = new SqliteLedgerStore().open(directory, Durability.FULL)) {
            print("recording the first 10,000", recording(ledger, 0, 10_000, Sighting.NEW));
            print("recording them again", recording(ledger, 0, 10_000, Sighting.KNOWN));
            print("recording all others", recording(ledger, 10_000, PATCHES, Sighting.NEW));
        }
        Instant start = Instant.now();
        try (Ledger ledger = new SqliteLedgerStore().open(directory, Durability.FULL)) {
            print("opening", Duration.between(start, Instant.now()));
            for (int i = 0; i < 3; i++) {
                Duration listing = listing(ledger);
                print("listing " + PATCHES, listing);
                assertTrue(listing.toSeconds() < 20, "a listing took " + listing);
            }
        }
    }

    private static Duration recording(Ledger ledger, int from, int to, Sighting expected) {
        Instant start = Instant.now();
        ledger.inOneTransaction(
                () -> {
                    for (int i = from; i < to; i++) {
                        assertEquals(expected, ledger.recordSighting(patch(i), LedgerSamples.NOON));
                    }
                });
        return Duration.between(start, Instant.now());
    }

    private static Duration listing(Ledger ledger) {
        Instant start = Instant.now();
        AtomicInteger count = new AtomicInteger();
        ledger.forEachPatch(patch -> count.incrementAndGet());
        assertEquals(PATCHES, count.get());
        return Duration.between(start, Instant.now());
    }

    private static Patch patch(int i) {
        String id = "ESXi650-%09d-BG".formatted(i);
        String vib = "vib20/esx-base/VMware_bootbank_esx-base_6.5.0-" + i + ".vib";
        return Patch.builder("vmware", id, "depot")
                .title("Updates esx-base to build " + i)
                .platform("embeddedEsx", "6.5.0")
                .artifact(
                        new Artifact(
                                new RelativePath(vib),
                                URI.create("https://depot.example/main/esx/vmw/" + vib),
                                1_000_000 + i,
                                List.of(LedgerSamples.sha256(vib))))
                .supersedes(List.of("ESXi650-%09d-BG".formatted(i - 1)))
                .reboot(Reboot.REQUIRED)
                .build();
    }

    private static void print(String what, Duration taken) {
        System.out.printf("ledger: %s: %d ms%n", what, taken.toMillis());
    }
}
