package org.esxsync.api.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {

    @TempDir private Path directory;

    @Test
    void isDeletedWithAllThatIsInIt() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("a/b/c"));
        Files.writeString(tree.resolve("file"), "x");

        DirectoryTree.delete(directory.resolve("a"));

        assertFalse(Files.exists(directory.resolve("a")));
    }

    @Test
    void keepsWhatItsLinksLeadTo() throws IOException {
        Path kept = Files.createDirectories(directory.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), kept);

        DirectoryTree.delete(tree);

        assertFalse(Files.exists(tree));
        assertTrue(Files.exists(kept.resolve("file")));
    }

    @Test
    void mayBeAFileALinkToNothingOrNothing() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nothing"));
        Path file = Files.writeString(directory.resolve("file"), "x");

        DirectoryTree.delete(link);
        DirectoryTree.delete(file);

        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(file));
        assertDoesNotThrow(() -> DirectoryTree.delete(file));
    }
}
