package org.esxsync.fetch.location;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final Path FILE = Path.of("/mirror/x");

    @Test
    void aNameThatTheFileSystemDoesNotTakeIsToldAsThat() {
        assertTold("does not take this name (File name too long)", refused("File name too long"));
        assertTold(
                "does not take this name",
                new FileNotFoundException("/mirror/x (File name too long)"));
        assertTold(
                "does not take this name",
                refused("Invalid or incomplete multibyte or wide character"));
        assertTold("check space and permissions", refused("No space left on device"));
    }

    @Test
    void aLinkThatTheFileSystemDoesNotMakeIsToldAsThat() {
        assertLink("does not make this link", refused("Operation not permitted"));
        assertLink("does not make this link", refused("Operation not supported"));
        assertLink("does not take this name", refused("File name too long"));
        assertLink("check space and permissions", refused("Permission denied"));
    }

    private static void assertTold(String words, IOException cause) {
        String told = String.valueOf(Failures.unwritable(FILE, cause).getMessage());
        assertTrue(told.contains(words), told);
    }

    private static void assertLink(String words, IOException cause) {
        String told = String.valueOf(Failures.unlinkable(FILE, cause).getMessage());
        assertTrue(told.contains(words), told);
    }

    private static IOException refused(String reason) {
        return new FileSystemException(FILE.toString(), null, reason);
    }
}
