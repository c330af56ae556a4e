package org.esxsync.sync.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.work.Stopwatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no ledger, nothing is said to be right. */
class UnrecordedMirrorTest {

    @TempDir private Path root;

    private static VerifyReport verify(Path mirror, String... releases) {
        MatcherSnapshot matchers =
                new MatcherSnapshot(
                        new TreeMap<>(
                                Map.of(
                                        TestMirror.ESX_300,
                                        new MatcherSnapshot.Named("test", patch -> true))));
        return new UnrecordedMirror(new MirrorPaths(mirror), matchers)
                .verify(
                        SyncRequest.of(releases),
                        VerifyListener.NONE,
                        Stopwatch.start(Clock.systemUTC()));
    }

    private static String refusal(Path mirror) {
        return assertThrows(EsxSyncException.class, () -> verify(mirror)).getMessage();
    }

    @Test
    void aPathWithoutAMirrorIsAnError() throws IOException {
        Path missing = root.resolve("missing");
        Path empty = Files.createDirectory(root.resolve("empty"));
        Path file = Files.createFile(root.resolve("file"));

        assertTrue(refusal(missing).contains("it does not exist; "), refusal(missing));
        assertTrue(refusal(empty).contains("has neither a ledger nor a release"), refusal(empty));
        assertTrue(refusal(file).contains("is not a directory"), refusal(file));
        assertFalse(Files.exists(missing));
    }

    @Test
    void aMirrorWithoutALedgerIsAFindingAndEachReleaseIn() throws IOException {
        Files.createDirectory(root.resolve("esx-3.0.1"));
        Files.createDirectory(root.resolve("my own"));

        VerifyReport report = verify(root);

        assertFalse(report.isWhole());
        assertEquals(
                List.of(".esxsync MISSING", "esx-3.0.1 EXTRA"),
                report.findings().stream().map(each -> each.path() + " " + each.kind()).toList());
        Finding ledger = report.findings().get(0);
        assertTrue(ledger.detail().contains("run 'sync'"), ledger::toString);
    }

    @Test
    void anEmptyStateIsAMirrorWhoseLedgerIsGone() throws IOException {
        Files.createDirectory(root.resolve(".esxsync"));

        assertEquals(1, verify(root).findings().size());
    }

    @Test
    void onlyReleasesThatAreAskedForAreTold() throws IOException {
        Files.createDirectory(root.resolve("esx-3.0.1"));

        assertEquals(2, verify(root, "3.0.1").findings().size());
        assertEquals(1, verify(root, "3.0.0").findings().size());
        assertThrows(EsxSyncException.class, () -> verify(root, "9.9.9"));
    }
}
