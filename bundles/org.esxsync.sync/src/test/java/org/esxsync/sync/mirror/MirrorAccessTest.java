package org.esxsync.sync.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorAccessTest {

    @TempDir private Path root;

    private Optional<String> problem(Path mirror, String forbidden) {
        return new MirrorAccess(new MirrorPaths(mirror), path -> !path.endsWith(forbidden))
                .problem();
    }

    @Test
    void whatASyncWritesToMustBeWritable() throws IOException {
        Files.createDirectories(root.resolve(".esxsync"));
        Files.createFile(root.resolve(".esxsync/ledger.db"));
        Files.createDirectory(root.resolve("esx-3.0.1"));
        Files.createDirectory(root.resolve("my own"));

        for (String path :
                new String[] {
                    root.getFileName().toString(), ".esxsync", "ledger.db", "esx-3.0.1"
                }) {
            assertTrue(problem(root, path).orElse("").contains(path + ";"), path);
        }
        assertEquals(Optional.empty(), problem(root, "my own"));
    }

    @Test
    void aMirrorThatIsYetToBeMadeNeedsADirectoryThatCanTakeIt() {
        String parent = root.getFileName().toString();

        assertTrue(problem(root.resolve("a/b"), parent).isPresent());
        assertEquals(Optional.empty(), problem(root.resolve("a/b"), "a"));
    }

    @Test
    void aFileTakesNoMirror() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertTrue(problem(file.resolve("mirror"), "").orElse("").contains("is not a directory"));
        assertTrue(problem(file, "").isPresent());
    }

    @Test
    void whatTheOwnerMayNotWriteIsNotAnothers() throws IOException {
        Files.createDirectories(root.resolve(".esxsync"));

        assertFalse(new MirrorAccess(new MirrorPaths(root), path -> false).isAnothers());
    }
}
