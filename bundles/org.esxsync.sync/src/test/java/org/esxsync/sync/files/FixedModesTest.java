package org.esxsync.sync.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.LogRecord;
import org.esxsync.api.ledger.Durability;
import org.esxsync.sync.HardLinksTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File systems on which the mount says what mode all files have. */
class FixedModesTest {

    private static final Set<PosixFilePermission> FIXED =
            PosixFilePermissions.fromString("rwx------");

    @TempDir private Path root;

    @BeforeEach
    void makeFiles() throws IOException {
        assumeTrue(Files.getFileStore(root).supportsFileAttributeView("posix"));
        for (String name : List.of("a", "b")) {
            Files.createFile(root.resolve(name), PosixFilePermissions.asFileAttribute(FIXED));
        }
    }

    private static DurableFiles refusedBy(FileSystemException refusal) {
        return new DurableFiles(
                Durability.RELAXED,
                true,
                Files::createLink,
                (file, mode) -> {
                    throw refusal;
                });
    }

    @Test
    void aModeThatCannotBeChangedIsToldOnceAndTakenAsItIs() {
        DurableFiles writes =
                refusedBy(new FileSystemException("a", null, "Operation not permitted"));
        List<LogRecord> told = new ArrayList<>();

        PersistedFiles seen = HardLinksTest.logged(told, () -> settled(writes));

        assertTrue(seen.isExecutable(root.resolve("a")));
        assertTrue(seen.isExecutable(root.resolve("b")));
        assertEquals(1, told.size(), told::toString);
    }

    @Test
    void aDirectoryWithoutAccessIsNoSuchFileSystem() {
        DurableFiles writes = refusedBy(new AccessDeniedException("a"));

        assertThrows(AccessDeniedException.class, () -> writes.mode(root.resolve("a"), false));
    }

    private PersistedFiles settled(DurableFiles writes) {
        try {
            return writes.persist(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
