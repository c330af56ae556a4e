package org.esxsync.sync.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.sync.MemoryLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recalls of what other sources list. */
class RecallGuardTest {

    @TempDir Path workspaces;
    private final MemoryLedger ledger = new MemoryLedger();

    private record ListSource(String name, List<Patch> patches) implements PatchSource {

        @Override
        public String location() {
            return name;
        }

        @Override
        public ScanResult scan(ScanRequest request, PatchSink sink) {
            String state = Integer.toString(patches.size());
            if (state.equals(request.state())) {
                return ScanResult.unchanged(request);
            }
            patches.forEach(sink::accept);
            return ScanResult.listed(state);
        }
    }

    private ScannedSources scan(boolean force, PatchSource... sources) {
        return new Scanner(List.of(sources), SyncListener.NONE, Clock.systemUTC(), force, false)
                .scan(ledger, workspaces);
    }

    private static ListSource vmware() {
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            patches.add(bulletin("vmware", "P" + i, ""));
        }
        return new ListSource("vmware", patches);
    }

    private static Patch bulletin(String source, String id, String category) {
        return Patch.builder(source, id, "depot")
                .classification(new Classification(category, ""))
                .build();
    }

    private static Patch recall(int patches) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < patches; i++) {
            ids.add("P" + i);
        }
        return Patch.builder("alien", "N", "depot")
                .kind(PatchKind.NOTICE)
                .notice(new Notice(Notice.Kind.RECALL, ids, List.of(), List.of(), ""))
                .build();
    }

    private void assertRefused(ScannedSources scanned) {
        assertEquals(1, scanned.rejected().size());
        String reason = scanned.rejected().get(0).detail();
        assertTrue(
                reason.startsWith("it would recall 9 of 20 patches of the source vmware"), reason);
        assertEquals(0, ledger.patches("N").size());
    }

    @Test
    void aSourceDoesNotRecallMostOfWhatAnotherListsThatIsReadAfterIt() {
        assertRefused(scan(false, new ListSource("alien", List.of(recall(9))), vmware()));
    }

    @Test
    void aSourceDoesNotRecallMostOfWhatAnotherListedInAnEarlierScan() {
        scan(false, vmware());

        assertRefused(scan(false, new ListSource("alien", List.of(recall(9))), vmware()));
        assertRefused(scan(false, new ListSource("alien", List.of(recall(9)))));
    }

    @Test
    void aSourceThatListsAnothersPatchesAsRecalledIsGuardedToo() {
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            patches.add(bulletin("alien", "P" + i, "recall"));
        }

        ScannedSources scanned = scan(false, new ListSource("alien", patches), vmware());

        assertEquals("P0 and 8 more", scanned.rejected().get(0).patch());
    }

    @Test
    void aRecallOfAFewIsHeededAndOneOfManyIfItIsForced() {
        assertEquals(
                List.of(),
                scan(false, new ListSource("alien", List.of(recall(8))), vmware()).rejected());
        assertEquals(
                List.of(),
                scan(true, new ListSource("alien", List.of(recall(9))), vmware()).rejected());
        assertEquals(2, ledger.patches("N").size());
    }

    /** Lists patches in documents, and counts how often it is read. */
    private static final class DocumentSource implements PatchSource {

        private final Map<String, List<Patch>> documents = new TreeMap<>();
        private int scans;

        @Override
        public String name() {
            return "alien";
        }

        @Override
        public String location() {
            return "https://depot.example/";
        }

        @Override
        public ScanResult scan(ScanRequest request, PatchSink sink) {
            scans++;
            documents.forEach(
                    (name, patches) -> {
                        String document = name + patches.size();
                        if (!sink.listAgain(document)) {
                            patches.forEach(sink::accept);
                            sink.listed(document, patches);
                        }
                    });
            return ScanResult.listed("scan " + scans);
        }
    }

    private static DocumentSource sourceOfTwoDocuments() {
        DocumentSource source = new DocumentSource();
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            patches.add(bulletin("alien", "P" + i, ""));
        }
        source.documents.put("bulletins", patches);
        source.documents.put("notices", List.of(bulletin("alien", "Q", "")));
        return source;
    }

    @Test
    void aRecallCountsWhatStandsInDocumentsThatAreNotReadAgain() {
        DocumentSource source = sourceOfTwoDocuments();
        scan(false, source);
        source.documents.put("notices", List.of(bulletin("alien", "Q", ""), recall(9)));

        ScannedSources scanned = scan(false, source);

        assertEquals(2, source.scans);
        String reason = scanned.rejected().get(0).detail();
        assertTrue(
                reason.startsWith("it would recall 9 of 21 patches of the source alien"), reason);
    }

    @Test
    void aRecallOfAFewDoesNotReadTheOtherDocumentsAgain() {
        DocumentSource source = sourceOfTwoDocuments();
        scan(false, source);
        source.documents.put("notices", List.of(bulletin("alien", "Q", ""), recall(8)));

        assertEquals(List.of(), scan(false, source).rejected());
        assertEquals(2, source.scans);
        assertEquals(1, ledger.patches("N").size());
    }
}
