package org.esxsync.fetch.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class EntryStreamTest {

    private static final byte[] CONTENT = "the content".getBytes(StandardCharsets.UTF_8);

    private static final InputStream LOST =
            new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the connection is lost");
                }
            };

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("a");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(CONTENT.length);
            entry.setCrc(crc());
            zip.putNextEntry(entry);
            zip.write(CONTENT);
        }
        return bytes.toByteArray();
    }

    private static long crc() {
        CRC32 crc = new CRC32();
        crc.update(CONTENT);
        return crc.getValue();
    }

    /** An entry of which so many bytes come before the connection is lost. */
    private static EntryStream stream(int coming) throws IOException {
        byte[] zip = zip();
        ZipRecord record =
                new ZipRecord("a", 0, 0, crc(), CONTENT.length, CONTENT.length, 0, zip.length);
        return new EntryStream(
                record, new SequenceInputStream(new ByteArrayInputStream(zip, 0, coming), LOST));
    }

    private static int end() {
        return 30 + "a".length() + CONTENT.length;
    }

    @Test
    void anEntryIsWholeThoughTheConnectionIsLostBehindIt() throws IOException {
        try (EntryStream stream = stream(end())) {
            assertArrayEquals(CONTENT, stream.readAllBytes());
        }
    }

    @Test
    void anEntryIsNotWholeIfTheConnectionIsLostWithinIt() throws IOException {
        try (EntryStream stream = stream(end() - 1)) {
            assertThrows(IOException.class, stream::readAllBytes);
        }
    }
}
