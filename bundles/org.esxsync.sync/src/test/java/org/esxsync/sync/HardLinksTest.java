package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.sync.files.DurableFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mirrors on file systems without hard links, and releases on another file system. */
public class HardLinksTest {

    private static final Path OTHER_FILE_SYSTEM = Path.of("/dev/shm");

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void list() {
        mirror = new TestMirror(root);
        mirror.list("A", "3.0.*", mirror.downloader.artifact("A.tgz", "x=one\nd/y=two"));
        mirror.list("B", "3.0.*", mirror.downloader.artifact("vib20/b.vib", "three"));
    }

    private static DurableFiles.HardLink refusing(boolean unsupported) {
        return (link, existing) -> {
            if (unsupported) {
                throw new UnsupportedOperationException();
            }
            throw new FileSystemException(link.toString(), null, "Operation not permitted");
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutHardLinksFilesAreCopiedAndThatIsToldOnce(boolean unsupported) throws IOException {
        mirror.hardLink = refusing(unsupported);
        List<LogRecord> told = new ArrayList<>();

        SyncReport report = logged(told, mirror::sync);

        assertEquals(4, report.count(Outcome.PUBLISHED), report::toString);
        assertEquals("two", Files.readString(root.resolve("esx-3.0.0/A/d/y")));
        assertEquals("three", Files.readString(root.resolve("esx-3.0.1/vib20/b.vib")));
        assertEquals(List.of(), mirror.verify());
        assertEquals(List.of(), mirror.stagingLeft());
        assertEquals(1, told.size(), told::toString);
    }

    @Test
    void withoutHardLinksAReleaseIsRepairedFromAnother() throws IOException {
        mirror.hardLink = refusing(true);
        mirror.sync();
        int served = mirror.downloader.served().size();
        Files.writeString(root.resolve("esx-3.0.0/vib20/b.vib"), "bad");

        List<Finding> findings = mirror.repair(TestMirror.ESX_300);

        assertTrue(findings.get(0).repaired(), findings::toString);
        assertEquals("three", Files.readString(root.resolve("esx-3.0.0/vib20/b.vib")));
        assertEquals(served, mirror.downloader.served().size());
    }

    @Test
    void aReleaseMayBeALinkToAnotherFileSystem() throws IOException {
        assumeTrue(Files.isWritable(OTHER_FILE_SYSTEM));
        assumeFalse(Files.getFileStore(OTHER_FILE_SYSTEM).equals(Files.getFileStore(root)));
        Path elsewhere = Files.createTempDirectory(OTHER_FILE_SYSTEM, "esxsync-test");
        try {
            Files.createSymbolicLink(root.resolve("esx-3.0.1"), elsewhere);

            assertEquals(4, mirror.sync().count(Outcome.PUBLISHED));
            assertEquals("two", Files.readString(elsewhere.resolve("A/d/y")));
            assertEquals("[A, B]", Files.readString(elsewhere.resolve("index.xml")));
            assertEquals(List.of(), mirror.verify());

            Files.writeString(elsewhere.resolve("A/x"), "bad");
            Files.writeString(elsewhere.resolve("mine"), "mine");
            assertTrue(mirror.repair(TestMirror.ESX_301).stream().allMatch(Finding::repaired));
            assertFalse(Files.exists(elsewhere.resolve("mine")));
            assertEquals(List.of(), mirror.verify());
        } finally {
            DirectoryTree.delete(elsewhere);
        }
    }

    @Test
    void whatCannotBeMovedToAnotherFileSystemLeavesNothingThere() throws IOException {
        assumeTrue(Files.isWritable(OTHER_FILE_SYSTEM));
        assumeFalse(Files.getFileStore(OTHER_FILE_SYSTEM).equals(Files.getFileStore(root)));
        Path elsewhere = Files.createTempDirectory(OTHER_FILE_SYSTEM, "esxsync-test");
        try {
            Path from = Files.createDirectory(root.resolve("from"));
            Files.writeString(from.resolve("x"), "one");
            Path inTheWay = Files.createDirectories(elsewhere.resolve("to/y")).getParent();

            assertThrows(
                    IOException.class,
                    () -> new DurableFiles(Durability.RELAXED, true).move(from, inTheWay));

            assertTrue(Files.exists(from.resolve("x")));
            assertEquals(List.of("to"), List.of(elsewhere.toFile().list()));
        } finally {
            DirectoryTree.delete(elsewhere);
        }
    }

    public static <T> T logged(List<LogRecord> told, Supplier<T> work) {
        return logged(DurableFiles.class, told, work);
    }

    /** Works, and keeps what a class logs meanwhile. */
    public static <T> T logged(Class<?> by, Collection<LogRecord> told, Supplier<T> work) {
        Logger logger = Logger.getLogger(by.getName());
        Handler handler =
                new Handler() {
                    @Override
                    public synchronized void publish(LogRecord entry) {
                        told.add(entry);
                    }

                    @Override
                    public void flush() {
                        // nothing is held back
                    }

                    @Override
                    public void close() {
                        // nothing is open
                    }
                };
        logger.addHandler(handler);
        try {
            return work.get();
        } finally {
            logger.removeHandler(handler);
        }
    }
}
