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
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Odd archives that GNU tar unpacks and that do no harm. */
class HarmlessArchivesTest {

    private static final int CHECKSUM = 148;
    private static final int SIZE = 124;
    private static final int TIME = 136;

    @TempDir private Path directory;
    private List<String> repeated = List.of();

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

    @Test
    void theLastOfSeveralFilesOfOneNameCounts() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            Samples.file(out, "P/a", "first");
                            Samples.entry(out, "P/hard", TarArchiveEntry.LF_LINK, "P/a");
                            Samples.entry(out, "P/link", TarArchiveEntry.LF_SYMLINK, "a");
                            Samples.file(out, "P/link", "no link any more");
                            Samples.file(out, "P/a", "and last");
                            Samples.entry(out, "P/a", TarArchiveEntry.LF_LINK, "P/a");
                        });

        assertEquals(List.of("a", "hard", "link"), untar(Samples.gzip(tar)));
        assertEquals("and last", Files.readString(target().resolve("a")));
        assertEquals("first", Files.readString(target().resolve("hard")));
        assertEquals("no link any more", Files.readString(target().resolve("link")));
        assertEquals(List.of("P/link", "P/a"), repeated);
    }

    @Test
    void oldWritersLeaveInTheLastRecordWhatTheRecordBeforeHeld() throws IOException {
        byte[] tar = Samples.tar(HarmlessArchivesTest::twoFiles);
        Arrays.fill(tar, 4 * 512 + 1024, tar.length, (byte) 'x');

        assertEquals(List.of("a", "b"), untar(Samples.gzip(tar)));
    }

    @Test
    void moreThanAMebibyteOfZerosFollowsTheEnd() throws IOException {
        byte[] tar = Samples.tar(HarmlessArchivesTest::twoFiles);

        assertEquals(List.of("a", "b"), untar(Samples.gzip(Arrays.copyOf(tar, 3 << 20))));
    }

    @Test
    void anExtendedAttributeIsLarge() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            pax(out, "SCHILY.xattr.user.x", "v".repeat(700_000));
                            Samples.file(out, "P/a", "a");
                        });

        assertEquals(List.of("a"), untar(Samples.gzip(tar)));
    }

    @Test
    void directoriesStandInEachOtherAsDeepAsTheLimitSays() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            Samples.file(out, "d/".repeat(8) + "a", "a");
                            Samples.entry(out, "e/".repeat(8), TarArchiveEntry.LF_DIR, "");
                        });

        assertEquals(List.of("d/".repeat(8) + "a"), untar(Samples.gzip(tar)));
    }

    @Test
    void aSparseFileOfTheOldFormatOfGnuTarHasItsHoles() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            TarArchiveEntry entry = new TarArchiveEntry("P/sparse", (byte) 'S');
                            entry.setSize(3);
                            out.putArchiveEntry(entry);
                            out.write("end".getBytes(StandardCharsets.US_ASCII));
                            out.closeArchiveEntry();
                            Samples.file(out, "P/z", "z");
                        });
        write(tar, 0, 257, "ustar  \0");
        write(tar, 0, 386, "00000000012" + "\0" + "00000000003" + "\0");
        write(tar, 0, 483, "00000000015" + "\0");

        assertEquals(List.of("sparse", "z"), untar(Samples.gzip(tar)));
        assertEquals("\0".repeat(10) + "end", Files.readString(target().resolve("sparse")));
    }

    @Test
    void aSparseFileOfPaxHasItsHoles() throws IOException {
        byte[] tar =
                Samples.tar(
                        out -> {
                            pax(
                                    out,
                                    "GNU.sparse.size",
                                    "13",
                                    "GNU.sparse.numblocks",
                                    "1",
                                    "GNU.sparse.offset",
                                    "10",
                                    "GNU.sparse.numbytes",
                                    "3");
                            Samples.file(out, "P/sparse00", "end");
                            pax(
                                    out,
                                    "GNU.sparse.name",
                                    "P/sparse01",
                                    "GNU.sparse.size",
                                    "13",
                                    "GNU.sparse.numblocks",
                                    "1",
                                    "GNU.sparse.map",
                                    "10,3");
                            Samples.file(out, "P/GNUSparseFile.1/sparse01", "end");
                            pax(
                                    out,
                                    "GNU.sparse.major",
                                    "1",
                                    "GNU.sparse.minor",
                                    "0",
                                    "GNU.sparse.name",
                                    "P/sparse10",
                                    "GNU.sparse.realsize",
                                    "13");
                            String map = "1\n10\n3\n";
                            Samples.file(
                                    out,
                                    "P/GNUSparseFile.1/sparse10",
                                    map + "\0".repeat(512 - map.length()) + "end");
                            Samples.file(out, "P/z", "z");
                        });

        assertEquals(List.of("sparse00", "sparse01", "sparse10", "z"), untar(Samples.gzip(tar)));
        for (String name : List.of("sparse00", "sparse01", "sparse10")) {
            assertEquals("\0".repeat(10) + "end", Files.readString(target().resolve(name)));
        }
    }

    /** A PAX header: key, value, key, value … */
    private static void pax(TarArchiveOutputStream out, String... pairs) throws IOException {
        StringBuilder records = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            String record = " " + pairs[i] + "=" + pairs[i + 1] + "\n";
            int length = record.length() + 1;
            while (String.valueOf(length).length() + record.length() != length) {
                length++;
            }
            records.append(length).append(record);
        }
        TarArchiveEntry header =
                new TarArchiveEntry("PaxHeader", TarArchiveEntry.LF_PAX_EXTENDED_HEADER_LC);
        header.setSize(records.length());
        out.putArchiveEntry(header);
        out.write(records.toString().getBytes(StandardCharsets.US_ASCII));
        out.closeArchiveEntry();
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

    private Path target() {
        return directory.resolve("target");
    }

    private List<String> untar(byte[] tgz) throws IOException {
        Path target = target();
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(target, Configs.UNPACK_LIMITS)) {
            BufferedInputStream stream = new BufferedInputStream(new ByteArrayInputStream(tgz));
            unpacker.untar(stream, true, () -> tgz.length);
            repeated = unpacker.repeated().stream().map(RelativePath::value).toList();
            List<StagedFile> files = unpacker.moveToTarget();
            for (StagedFile file : files) {
                assertEquals(file.size(), Files.size(file.path().under(target)));
            }
            return files.stream().map(file -> file.path().value()).toList();
        }
    }
}
