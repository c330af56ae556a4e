package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkStorageTest {

    private static final String MARK = "mark";

    @TempDir Path directory;

    @Test
    void isTheSameForOneAfterTheOther() throws IOException {
        Path first = claimed();

        assertEquals(first, claimed());
    }

    @Test
    void isAnotherForEachThatIsThereAtOnce() throws IOException {
        try (FrameworkStorage one = FrameworkStorage.claim(directory);
                FrameworkStorage other = FrameworkStorage.claim(directory)) {
            assertNotEquals(one.framework(), other.framework());
        }
    }

    @Test
    void isOfUseOnceForEachEndInOrder() throws IOException {
        try (FrameworkStorage storage = FrameworkStorage.claim(directory)) {
            assertFalse(storage.takeMark(MARK));

            storage.putMark(MARK);

            assertTrue(storage.takeMark(MARK));
            assertFalse(storage.takeMark(MARK));
        }
    }

    @Test
    void isOfNoUseToAnotherInstallation() throws IOException {
        try (FrameworkStorage storage = FrameworkStorage.claim(directory)) {
            storage.putMark(MARK);

            assertFalse(storage.takeMark("other"));
        }
    }

    @Test
    void isOfNoUseWhenAFileWasTouched() throws IOException {
        try (FrameworkStorage storage = FrameworkStorage.claim(directory)) {
            Path file = Files.createDirectories(storage.framework()).resolve("bundle.info");
            Files.writeString(file, "1");
            storage.putMark(MARK);

            Files.writeString(file, "2");

            assertFalse(storage.takeMark(MARK));
        }
    }

    @Test
    void isEmptyOnceCleared() throws IOException {
        try (FrameworkStorage storage = FrameworkStorage.claim(directory)) {
            Files.createDirectories(storage.framework().resolve("bundle1"));

            storage.clear();

            assertFalse(Files.exists(storage.framework()));
        }
    }

    @Test
    void isTemporaryWhereNothingCanBeWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path temporary;
        try (FrameworkStorage storage = FrameworkStorage.claim(file.resolve("below"))) {
            temporary = storage.framework().getParent();
            assertTrue(Files.isDirectory(temporary));
        }

        assertFalse(Files.exists(temporary.getParent()));
    }

    @Test
    void isDeletedWhenItsProcessWasKilled() throws IOException {
        Path abandoned = Files.createTempDirectory("esxsync");
        Files.createFile(abandoned.resolve("0.lock"));
        Files.createDirectories(abandoned.resolve("0/framework/bundle1"));

        FrameworkStorage.claim(null).close();

        assertFalse(Files.exists(abandoned));
    }

    @Test
    void closesInOrderThoughItsDirectoryIsGone() throws IOException {
        FrameworkStorage storage = FrameworkStorage.claim(null);
        FrameworkStorage.delete(storage.framework().getParent().getParent());

        assertDoesNotThrow(storage::close);
    }

    @Test
    void startsBesideAnAbandonedOneThatCannotBeDeleted() throws IOException {
        Path abandoned = Files.createTempDirectory("esxsync");
        Files.createDirectory(abandoned.resolve("0.lock"));
        try {
            assertDoesNotThrow(() -> FrameworkStorage.claim(null).close());
        } finally {
            FrameworkStorage.delete(abandoned);
        }
    }

    @Test
    void isLeftAloneWhileItsProcessWorks() throws IOException {
        try (FrameworkStorage working = FrameworkStorage.claim(null)) {
            FrameworkStorage.claim(null).close();

            assertTrue(Files.isDirectory(working.framework().getParent()));
        }
    }

    private Path claimed() throws IOException {
        try (FrameworkStorage storage = FrameworkStorage.claim(directory)) {
            return storage.framework();
        }
    }
}
