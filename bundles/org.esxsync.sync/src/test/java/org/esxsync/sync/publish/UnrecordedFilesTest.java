package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.esxsync.api.patch.Patch;
import org.esxsync.sync.MemoryLedger;
import org.esxsync.sync.TestMirror;
import org.esxsync.sync.config.KeepPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync says that it records again what the ledger has lost, and says so of nothing else. */
class UnrecordedFilesTest {

    private static final Logger LOG = Logger.getLogger("org.esxsync.sync.SyncRun");

    @TempDir private Path root;
    private TestMirror mirror;
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    if (record.getLevel().equals(Level.WARNING)) {
                        warnings.add(record.getMessage());
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void sync() {
        LOG.addHandler(handler);
        mirror = new TestMirror(root);
        mirror.formerStay = Duration.ofDays(1);
        mirror.list(patch("OLD", "3.0.*"));
        mirror.list(patch("NEW", "3.0.1").supersedes(List.of("OLD")));
        mirror.sync();
    }

    @AfterEach
    void end() {
        LOG.removeHandler(handler);
    }

    /** Each has an archive and a VIB of its own, and one that all of them share. */
    private Patch.Builder patch(String id, String release) {
        return TestMirror.patch(
                id,
                release,
                mirror.downloader.artifact(id + ".tgz", "x=" + id),
                mirror.downloader.artifact("vib20/" + id + ".vib", id),
                mirror.downloader.artifact("vib20/same.vib", "same"));
    }

    @Test
    void whatALostLedgerKnewIsCounted() {
        mirror.ledger = new MemoryLedger();

        mirror.sync();

        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0).contains("8 files or directories stood there"), warnings::toString);
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void whatIsSharedOrComesBackIsKnown() {
        mirror.list(patch("NEWER", "3.0.1"));
        mirror.sync();
        mirror.keep = KeepPolicy.parse("pid", "0");
        mirror.prune(true);
        mirror.keep = KeepPolicy.EVERYTHING;
        mirror.sync();

        assertEquals(List.of(), warnings);
        assertEquals(List.of(), mirror.verify());
    }
}
