package org.esxsync.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class PlainReasonTest {

    @Test
    void whatASystemOrLibraryWritesIsSaidInWords() {
        assertEquals(
                "the file system is mounted to be read only",
                PlainReason.of(new FileSystemException("/m/lock", null, "Read-only file system")));
        assertEquals(
                "the disk is full", PlainReason.of(new IOException("No space left on device")));
        assertEquals(
                "the zip is cut off, or is none",
                PlainReason.of(new ZipException("zip END header not found")));
        assertEquals(
                "it is not UTF-8; save it as UTF-8",
                PlainReason.of(new UncheckedIOException(new MalformedInputException(1))));
        assertEquals("its door is shut", PlainReason.of(new IOException("its door\nis shut")));
    }

    @Test
    void noMessageNamesAClass() {
        for (IOException each :
                List.of(
                        new AccessDeniedException("/m"),
                        new FileAlreadyExistsException("/m"),
                        new NoSuchFileException("/m"),
                        new EOFException(),
                        new ClosedByInterruptException(),
                        new IOException())) {
            String reason = PlainReason.withFile(each);
            assertFalse(reason.contains("Exception"), reason);
            assertFalse(reason.endsWith("/m"), reason);
        }
    }

    @Test
    void theFileStandsBeforeTheReasonWhereTheErrorNamesOne() {
        assertEquals(
                "/etc/passwd: something else of this name is there",
                PlainReason.withFile(new FileAlreadyExistsException("/etc/passwd")));
        assertEquals("broken", PlainReason.withFile(new IOException("broken")));
    }
}
