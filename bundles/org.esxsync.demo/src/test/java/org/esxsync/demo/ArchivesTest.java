package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ArchivesTest {

    private static final Instant MODIFIED = Instant.ofEpochSecond(0777);

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    ArchivesTest() {
        files.put("dir/", new byte[0]);
        files.put("dir/file", "content".getBytes(UTF_8));
    }

    @Test
    void writesUstarBlocks() {
        byte[] tar = Archives.tar(files, MODIFIED);

        assertEquals(5 * 512, tar.length);
        assertEquals("dir/", text(tar, 0, 5));
        assertEquals("0000755", text(tar, 100, 8));
        assertEquals("5", text(tar, 156, 1));
        assertEquals("dir/file", text(tar, 512, 100));
        assertEquals("0000644", text(tar, 512 + 100, 8));
        assertEquals("00000000007", text(tar, 512 + 124, 12));
        assertEquals("00000000777", text(tar, 512 + 136, 12));
        assertEquals("0", text(tar, 512 + 156, 1));
        assertEquals("ustar", text(tar, 512 + 257, 6));
        assertEquals("00", text(tar, 512 + 263, 2));
        assertEquals("content", text(tar, 1024, 512));
        assertEquals(headerSum(tar, 512), Integer.parseInt(text(tar, 512 + 148, 6), 8));
    }

    @Test
    void writesArMembersAtEvenOffsets() {
        files.remove("dir/");
        files.put("b", "even".getBytes(UTF_8));
        assertEquals(
                """
                !<arch>
                dir/file        0           0     0     0       7         `
                content
                b               0           0     0     0       4         `
                even\
                """,
                new String(Archives.ar(files), US_ASCII));
    }

    @Test
    void writesGzipAndZip() throws IOException {
        byte[] content = files.get("dir/file");
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Archives.gzip(content)))) {
            assertEquals("content", new String(gzip.readAllBytes(), UTF_8));
        }
        files.remove("dir/");
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(Archives.zip(files)))) {
            ZipEntry entry = zip.getNextEntry();
            assertEquals("dir/file", entry.getName());
            assertEquals("content", new String(zip.readAllBytes(), UTF_8));
        }
    }

    private static String text(byte[] bytes, int at, int length) {
        String field = new String(bytes, at, length, US_ASCII);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }

    private static int headerSum(byte[] tar, int at) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : tar[at + i] & 0xff;
        }
        return sum;
    }
}
