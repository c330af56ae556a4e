package org.esxsync.sync.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedWritesTest {

    @TempDir private Path directory;
    private Path file;
    private Path target;
    private int asked;
    private boolean isLost;
    private DurableFiles writes;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(directory.resolve("file"), "content");
        target = directory.resolve("below/target");
        writes = new DurableFiles(Durability.RELAXED, true).guardedBy(this::ask);
    }

    private void ask() {
        asked++;
        if (isLost) {
            throw new EsxSyncException("another node took over");
        }
    }

    @Test
    void nothingIsRenamedOrDeletedOnceTheGuardRefuses() {
        isLost = true;

        assertThrows(EsxSyncException.class, () -> writes.move(file, target));
        assertThrows(EsxSyncException.class, () -> writes.delete(file, null));
        assertThrows(EsxSyncException.class, () -> writes.delete(file, directory));

        assertEquals(3, asked);
        assertTrue(Files.exists(file));
        assertFalse(Files.exists(target));
    }

    @Test
    void theGuardIsAskedBeforeEachStep() throws IOException {
        writes.move(file, target);
        assertEquals(1, asked);

        assertTrue(writes.delete(target, directory.resolve("stage")));

        assertEquals(2, asked);
        assertFalse(Files.exists(target));
        assertEquals(List.of(), List.of(directory.resolve("stage").toFile().list()));
        assertFalse(writes.delete(target, directory.resolve("stage")));
    }
}
