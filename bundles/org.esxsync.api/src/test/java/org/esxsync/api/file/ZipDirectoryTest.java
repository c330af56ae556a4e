package org.esxsync.api.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipDirectoryTest {

    private static final int END = 22;
    private static final int SIZE = 46 + "name".length();

    @TempDir private Path directory;

    @Test
    void tellsItsSizeAndThatTheFileEndsWithIt() throws IOException {
        byte[] zip = zip("");

        assertEquals(new ZipDirectory(zip.length - END - SIZE, SIZE, true), of(zip));
    }

    @Test
    void mayBeFollowedByAComment() throws IOException {
        ZipDirectory directory = of(zip("a comment"));

        assertEquals(SIZE, directory.size());
        assertTrue(directory.whole());
    }

    @Test
    void tellsWhatFollowsItOrIsCutOff() throws IOException {
        byte[] zip = zip("");

        assertFalse(of(Arrays.copyOf(zip, zip.length + 1)).whole());
        assertEquals(new ZipDirectory(-1, 0, false), of(Arrays.copyOf(zip, zip.length - 1)));
        assertEquals(new ZipDirectory(-1, 0, false), of(new byte[0]));
    }

    @Test
    void isAsLargeAsTheLargestThatAReaderMaySee() throws IOException {
        byte[] zip = zip("");
        ByteBuffer end = end(zip);
        end.putInt(12, 20_000_000);

        assertEquals(20_000_000, of(zip).size());

        byte[] followed = Arrays.copyOf(zip, zip.length + zip("").length);
        System.arraycopy(zip(""), 0, followed, zip.length, zip("").length);
        assertEquals(20_000_000, of(followed).size());
    }

    @Test
    void reachesFromItsFirstByteWhateverSizeItTells() throws IOException {
        byte[] zip = zip("");
        ByteBuffer end = end(zip);
        end.putInt(12, 0);
        end.putInt(16, 0);

        assertEquals(zip.length - END, of(zip).size());
    }

    @Test
    void ofZip64StandsInARecordOfItsOwn() throws IOException {
        ByteBuffer zip = ByteBuffer.allocate(100 + 56 + 20 + END).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(100, 0x06064b50).putLong(100 + 40, 7L << 32).putLong(100 + 48, 30);
        zip.putInt(156, 0x07064b50).putLong(156 + 8, 100);
        zip.putInt(176, 0x06054b50).putInt(176 + 12, -1).putInt(176 + 16, -1);

        assertEquals(7L << 32, of(zip.array()).size());

        zip.putLong(100 + 40, 70);
        assertEquals(new ZipDirectory(30, 176 - 30, true), of(zip.array()));

        zip.putLong(100 + 40, -1);
        assertEquals(Long.MAX_VALUE, of(zip.array()).size());
    }

    @Test
    void isNotWholeIfItContradictsTheFile() throws IOException {
        byte[] behindTheEnd = zip("");
        end(behindTheEnd).putInt(16, 1_000_000);
        byte[] nowhere = zip("");
        end(nowhere).putInt(16, -1);

        assertFalse(of(behindTheEnd).whole());
        assertFalse(of(nowhere).whole());
    }

    private static ByteBuffer end(byte[] zip) {
        return ByteBuffer.wrap(zip, zip.length - END, END).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private ZipDirectory of(byte[] zip) throws IOException {
        return ZipDirectory.of(Files.write(directory.resolve("x.zip"), zip));
    }

    private static byte[] zip(String comment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(comment);
            zip.putNextEntry(new ZipEntry("name"));
            zip.write(1);
        }
        return bytes.toByteArray();
    }
}
