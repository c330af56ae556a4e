package org.esxsync.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Odd archives that GNU tar unpacks and that do no harm. */
class HarmlessArchivesTest {

    private static final int CHECKSUM = 148;
    private static final int SIZE = 124;
    private static final int TIME = 136;

    @TempDir private Path directory;

    @Test
    void emptySegmentsAndDotsSayNothing() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            Samples.file(out, "./P//a/./b", "b");
                            Samples.entry(out, "P/./d//", TarArchiveEntry.LF_DIR, "");
                        });

        assertEquals(List.of("a/b"), untar(Samples.gzip(tar)));
    }

    @Test
    void aLabelIsPassedOver() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            Samples.entry(out, "The label", (byte) 'V', "");
                            Samples.file(out, "P/a", "a");
                        });

        assertEquals(List.of("a"), untar(Samples.gzip(tar)));
    }

    @Test
    void zerosFillUpAGzip() throws IOException {
        byte[] tgz = Samples.patch();

        assertEquals(3, untar(Arrays.copyOf(tgz, tgz.length + 100_000)).size());
    }

    @Test
    void aGzipHasSeveralMembers() throws IOException {
        byte[] tar = Samples.tar(HarmlessArchivesTest::twoFiles);
        byte[] first = Samples.gzip(Arrays.copyOf(tar, 700));
        byte[] second = Samples.gzip(Arrays.copyOfRange(tar, 700, tar.length));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);

        assertEquals(List.of("a", "b"), untar(both));
    }

    @Test
    void aHardLinkRepeatsTheSizeOfItsFile() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            Samples.file(out, "P/a", "content");
                            Samples.entry(out, "P/hard", TarArchiveEntry.LF_LINK, "P/a");
                            Samples.file(out, "P/b", "b");
                        });
        write(tar, 1024, SIZE, "00000000007");

        assertEquals(List.of("a", "b", "hard"), untar(Samples.gzip(tar)));
    }

    @Test
    void aTimeIsNoNumber() throws IOException {
        byte[] tar = Samples.tar(HarmlessArchivesTest::twoFiles);
        write(tar, 0, TIME, "yesterday??");

        assertEquals(List.of("a", "b"), untar(Samples.gzip(tar)));
    }

    @Test
    void aPackageTellsItsEpoch() throws IOException {
        byte[] tar = Samples.tar(out -> Samples.file(out, "P/bash-1:4.4-2.rpm", "rpm"));

        assertEquals(List.of("bash-1:4.4-2.rpm"), untar(Samples.gzip(tar)));
    }

    private static void twoFiles(TarArchiveOutputStream out) throws IOException {
        Samples.file(out, "P/a", "a");
        Samples.file(out, "P/b", "b");
    }

    /** Changes a header's field, and its checksum accordingly. */
    private static void write(byte[] tar, int header, int field, String text) {
        byte[] value = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(value, 0, tar, header + field, value.length);
        byte[] block = Arrays.copyOfRange(tar, header, header + 512);
        Arrays.fill(block, CHECKSUM, CHECKSUM + 8, (byte) ' ');
        TarUtils.formatCheckSumOctalBytes(TarUtils.computeCheckSum(block), block, CHECKSUM, 8);
        System.arraycopy(block, 0, tar, header, block.length);
    }

    private List<String> untar(byte[] tgz) throws IOException {
        Path target = directory.resolve("target");
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(target, Configs.UNPACK_LIMITS)) {
            BufferedInputStream stream = new BufferedInputStream(new ByteArrayInputStream(tgz));
            unpacker.untar(stream, true, () -> tgz.length);
            List<StagedFile> files = unpacker.moveToTarget();
            for (StagedFile file : files) {
                assertEquals(file.size(), Files.size(file.path().under(target)));
            }
            return files.stream().map(file -> file.path().value()).toList();
        }
    }
}
