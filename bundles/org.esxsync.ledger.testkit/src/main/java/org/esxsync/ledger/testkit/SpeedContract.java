package org.esxsync.ledger.testkit;

import static org.esxsync.ledger.testkit.LedgerSamples.ESXI_65;
import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints what a long catalogue takes; the bounds only catch a change of growth, on any machine. For
 * a longer one, run it with {@code -DargLine=-Dledger.patches=100000}.
 */
public abstract class SpeedContract {

    private static final int PATCHES = Integer.getInteger("ledger.patches", 20_000);
    private static final int PUBLISHED = 500;
    private static final int AT_ONCE = 50;
    private static final int IN_A_DOCUMENT = 1_000;
    private static final int MOST_SECONDS = 60 + PATCHES / 500;

    protected abstract LedgerStore store();

    /** What the figures are of. */
    protected abstract String name();

    @Test
    void manyPatchesAreRecordedPublishedAndListedInSeconds(@TempDir Path directory) {
        List<Patch> patches = IntStream.range(0, PATCHES).mapToObj(SpeedContract::patch).toList();
        try (Ledger ledger = store().open(directory, Durability.FULL)) {
            measure(
                    "a first scan",
                    () ->
                            ledger.inOneTransaction(
                                    () -> {
                                        ledger.recordSightings(patches, NOON);
                                        ledger.recordDocuments("vmware", documents(patches));
                                        ledger.recordScan(new Scan("vmware", NOON, false, "x"));
                                    }));
            measure("a scan that lists the same", () -> ledger.recordSightings(patches, NOON));
            measure("publishing " + PUBLISHED, () -> publish(ledger, patches));
            ledger.recordConclusion("plan", "basis", "x".repeat(PATCHES));
        }
        for (int i = 0; i < 2; i++) {
            try (Ledger ledger = store().openToRead(directory).orElseThrow()) {
                measure("all patches, as for a plan", () -> assertEquals(PATCHES, count(ledger)));
                measure("a release's published patches", () -> release(ledger));
            }
        }
        try (Ledger ledger = store().open(directory, Durability.FULL)) {
            measure("nothing new", () -> nothingNew(ledger, documents(patches).keySet()));
        }
    }

    private static void nothingNew(Ledger ledger, Set<String> documents) {
        ledger.inOneTransaction(
                () -> {
                    ledger.append(Event.ofRun(NOON, Event.Kind.SYNC_STARTED, "x"));
                    assertEquals(documents, ledger.documents("vmware"));
                    ledger.recordScan(new Scan("vmware", NOON.plusSeconds(1), true, "x"));
                });
        assertTrue(ledger.conclusion("plan", "basis").isPresent());
        assertEquals(PUBLISHED, ledger.publishedKeys().getOrDefault(ESXI_65, Set.of()).size());
        assertEquals(PUBLISHED, ledger.firstFiles(ESXI_65).size());
        assertEquals(PATCHES, ledger.listedCounts().get("vmware"));
    }

    private static void release(Ledger ledger) {
        assertEquals(PUBLISHED, ledger.publications(ESXI_65).size());
        assertEquals(PUBLISHED, ledger.publishedPatches(ESXI_65).size());
        assertEquals(PUBLISHED, ledger.publishedFiles(ESXI_65).size());
    }

    private static void publish(Ledger ledger, List<Patch> patches) {
        for (int i = 0; i < PUBLISHED; i += AT_ONCE) {
            List<Patch> group = patches.subList(i, i + AT_ONCE);
            List<Intent> intents = new ArrayList<>();
            List<Event> events = new ArrayList<>();
            Set<PatchKey> keys = new HashSet<>();
            for (Patch patch : group) {
                intents.add(
                        new Intent(
                                LedgerSamples.publication(
                                        ESXI_65, patch, LedgerSamples.file(patch.id(), "x")),
                                "stage"));
                keys.add(patch.key());
                events.add(
                        new Event(
                                NOON,
                                Event.Kind.PATCH_PUBLISHED,
                                "vmware",
                                patch.key(),
                                ESXI_65,
                                "x"));
            }
            ledger.recordIntents(intents);
            ledger.inOneTransaction(
                    () -> {
                        ledger.completeIntents(Map.of(ESXI_65, keys));
                        ledger.append(events);
                    });
        }
    }

    private static Map<String, Set<PatchKey>> documents(List<Patch> patches) {
        Map<String, Set<PatchKey>> documents = new HashMap<>();
        for (int i = 0; i < patches.size(); i++) {
            documents
                    .computeIfAbsent("d" + i / IN_A_DOCUMENT, name -> new HashSet<>())
                    .add(patches.get(i).key());
        }
        return documents;
    }

    private static int count(Ledger ledger) {
        AtomicInteger count = new AtomicInteger();
        ledger.forEachPatch(patch -> count.incrementAndGet());
        return count.get();
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
                .vib(LedgerSamples.vib("esx-base-" + i, new RelativePath(vib)))
                .vib(LedgerSamples.TOOLS)
                .supersedes(List.of("ESXi650-%09d-BG".formatted(i - 1)))
                .reboot(Reboot.REQUIRED)
                .build();
    }

    private void measure(String what, Runnable work) {
        Instant start = Instant.now();
        work.run();
        Duration taken = Duration.between(start, Instant.now());
        System.out.printf(
                "ledger in %s, %d patches: %s: %d ms%n", name(), PATCHES, what, taken.toMillis());
        assertTrue(taken.toSeconds() < MOST_SECONDS, what + " took " + taken);
    }
}
