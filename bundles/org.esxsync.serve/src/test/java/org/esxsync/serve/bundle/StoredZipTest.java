package org.esxsync.serve.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.serve.content.Body;
import org.esxsync.serve.content.BytesBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredZipTest {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 3, 29, 12, 30, 40);
    private static final byte[] SMALL = "small".getBytes(StandardCharsets.UTF_8);
    private static final long LARGE = 5L << 30;

    @TempDir Path directory;

    @Test
    void whatIsStoredIsRead() throws IOException {
        StoredZip zip = new StoredZip();
        zip.add("index.xml", new BytesBody(SMALL), crc(SMALL), TIME);
        zip.add("vib20/ü/ü.vib", new BytesBody(new byte[0]), 0, TIME);

        try (ZipFile read = written(zip.finish(List.of()))) {
            assertEquals(2, read.size());
            ZipEntry entry = read.getEntry("index.xml");
            assertEquals(TIME, entry.getTimeLocal());
            assertEquals(ZipEntry.STORED, entry.getMethod());
            assertArrayEquals(SMALL, read.getInputStream(entry).readAllBytes());
            assertEquals(0, read.getEntry("vib20/ü/ü.vib").getSize());
        }
    }

    @Test
    void whatIsLargeAndFarIsRead() throws IOException {
        StoredZip zip = new StoredZip();
        zip.add("large", new Hole(LARGE), 0, TIME);
        zip.add("far", new BytesBody(SMALL), crc(SMALL), TIME);

        try (ZipFile read = written(zip.finish(List.of()))) {
            assertEquals(LARGE, read.getEntry("large").getSize());
            assertArrayEquals(SMALL, read.getInputStream(read.getEntry("far")).readAllBytes());
        }
    }

    @Test
    void moreEntriesThanAShortCanCountAreRead() throws IOException {
        StoredZip zip = new StoredZip();
        int many = 70_000;
        for (int i = 0; i < many; i++) {
            zip.add("vib20/" + i, new BytesBody(SMALL), crc(SMALL), TIME);
        }

        try (ZipFile read = written(zip.finish(List.of()))) {
            assertEquals(many, read.size());
            assertArrayEquals(
                    SMALL,
                    read.getInputStream(read.getEntry("vib20/" + (many - 1))).readAllBytes());
        }
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Zeros, of which a file system keeps none. */
    private record Hole(long length) implements Body {

        @Override
        public void read(long at, ByteBuffer into) {
            int count = (int) Math.min(into.remaining(), length - at);
            into.position(into.position() + count);
        }
    }

    private ZipFile written(Body zip) throws IOException {
        Path file = directory.resolve("written.zip");
        ByteBuffer buffer = ByteBuffer.allocate(1 << 22);
        ByteBuffer zeros = ByteBuffer.allocate(buffer.capacity());
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long at = 0; at < zip.length(); at += buffer.limit()) {
                buffer.clear();
                while (buffer.hasRemaining() && at + buffer.position() < zip.length()) {
                    zip.read(at + buffer.position(), buffer);
                }
                buffer.flip();
                if (!buffer.equals(zeros.duplicate().limit(buffer.limit()))) {
                    out.write(buffer.duplicate(), at);
                    buffer.duplicate().put(zeros.duplicate().limit(buffer.limit()));
                }
            }
            assertEquals(zip.length(), out.size());
        }
        return new ZipFile(file.toFile());
    }
}
