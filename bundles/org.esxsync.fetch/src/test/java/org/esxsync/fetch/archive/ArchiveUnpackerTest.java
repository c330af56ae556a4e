package org.esxsync.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.fetch.archive.Samples.TarContent;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveUnpackerTest {

    private static final byte LINK = TarArchiveEntry.LF_SYMLINK;
    private static final byte HARD_LINK = TarArchiveEntry.LF_LINK;
    private static final byte DIRECTORY = TarArchiveEntry.LF_DIR;

    @TempDir private Path directory;

    @AfterEach
    void nothingElseIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(),
                    files.map(Path::getFileName)
                            .map(Path::toString)
                            .filter(name -> !name.equals("target") && !name.equals("a.zip"))
                            .toList());
        }
    }

    @Test
    void leavesOutTheOneDirectoryAtTheTop() throws IOException {
        List<StagedFile> files =
                untar(
                        tar -> {
                            Samples.entry(tar, "./", DIRECTORY, "");
                            Samples.file(tar, "./P/a", "a");
                            Samples.file(tar, "./P/b/c", "c");
                        });

        assertEquals(List.of("a", "b/c"), paths(files));
        assertEquals("c", Files.readString(target().resolve("b/c")));
    }

    @Test
    void keepsSeveralDirectoriesAtTheTop() throws IOException {
        List<StagedFile> files =
                untar(
                        tar -> {
                            Samples.file(tar, "P/a", "a");
                            Samples.file(tar, "Q/b", "b");
                        });

        assertEquals(List.of("P/a", "Q/b"), paths(files));
    }

    @Test
    void aModeThatTheFileSystemDoesNotPermitIsNoFailure() {
        permit(new FileSystemException("x", null, "Operation not permitted"));
        assertThrows(FetchException.class, () -> permit(new AccessDeniedException("x")));
    }

    private void permit(FileSystemException refusal) {
        UnpackTarget.permit(
                target(),
                Set.of(),
                (file, mode) -> {
                    throw refusal;
                });
    }

    @Test
    void makesEveryModeReadableAndNoneSpecial() throws IOException {
        untar(
                tar -> {
                    mode(tar, "P/none", 0);
                    mode(tar, "P/private", 0600);
                    mode(tar, "P/run", 0700);
                    mode(tar, "P/setuid", 06755);
                    mode(tar, "P/open", 0666);
                });

        assertEquals("rw-r--r--", permissions("none"));
        assertEquals("rw-r--r--", permissions("private"));
        assertEquals("rwxr-xr-x", permissions("run"));
        assertEquals("rwxr-xr-x", permissions("setuid"));
        assertEquals("rw-r--r--", permissions("open"));
        assertEquals("rwxr-xr-x", permissions(""));
    }

    @Test
    void makesTheTopReadableWhateverTheUmaskIs() throws IOException {
        Path work =
                Files.createDirectory(
                        target(),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        UnpackTarget unpacking = new UnpackTarget(work, Configs.UNPACK_LIMITS, () -> 0, true);
        unpacking.file("one", 0, InputStream.nullInputStream());
        unpacking.file("two", 0, InputStream.nullInputStream());

        assertEquals(work, unpacking.finish().top());
        assertEquals("rwxr-xr-x", permissions(""));
    }

    @Test
    void keepsLinksThatStayInside() throws IOException {
        List<StagedFile> files =
                untar(
                        tar -> {
                            Samples.file(tar, "P/a/file", "content");
                            Samples.entry(tar, "P/a/same", LINK, "./file");
                            Samples.entry(tar, "P/up", LINK, "a/../a/file");
                            Samples.entry(tar, "P/dir", LINK, "a");
                            Samples.entry(tar, "P/through", LINK, "dir/../a/same");
                            Samples.entry(tar, "P/hard", HARD_LINK, "P/a/file");
                        });

        assertEquals("content", Files.readString(target().resolve("through")));
        assertEquals("content", Files.readString(target().resolve("hard")));
        assertTrue(Files.isSymbolicLink(target().resolve("up")));
        StagedFile link =
                files.stream().filter(f -> f.path().value().equals("up")).findAny().orElseThrow();
        assertEquals(StagedFile.Type.SYMBOLIC_LINK, link.type());
        assertEquals("a/../a/file".length(), link.size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.esxsync.fetch.archive.HostileArchives#all")
    void refuses(String what, String reason, TarContent content) {
        byte[] archive = Samples.tgz(content);

        long start = cpuNanos();
        IOException e = assertThrows(ArchiveException.class, () -> untar(archive, true));

        assertTrue(cpuNanos() - start < Duration.ofSeconds(2).toNanos());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertFalse(Files.exists(target()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 100, 600, 1200, 5000})
    void noticesATruncatedArchive(int missing) {
        byte[] whole = Samples.patch();
        byte[] archive = Arrays.copyOf(whole, whole.length - missing);

        assertThrows(IOException.class, () -> untar(archive, true));

        byte[] plain = Samples.tar(tar -> Samples.file(tar, "P/x", Samples.noise(9000, 1)));
        byte[] cut = Arrays.copyOf(plain, plain.length - plain.length % 512 - 512 - missing);
        if (cut.length < 9000 + 2 * 512) {
            assertThrows(IOException.class, () -> untar(cut, false));
        }
    }

    @Test
    void noticesATarWithoutItsEnd() {
        byte[] whole = Samples.tar(tar -> Samples.file(tar, "P/x", "x"));
        byte[] archive = Arrays.copyOf(whole, 1024);

        IOException e = assertThrows(IOException.class, () -> untar(archive, false));

        assertTrue(e.getMessage().contains("cut off"), e.getMessage());
    }

    @Test
    void noticesSomethingBehindTheEnd() {
        byte[] plain = Samples.tar(tar -> Samples.file(tar, "P/x", "x"));
        byte[] inSecondBlockOfTheEnd = plain.clone();
        inSecondBlockOfTheEnd[2 * 512 + 600] = 1;
        byte[] behindLastRecord = Arrays.copyOf(plain, 2 * 10240);
        behindLastRecord[10240 + 100] = 1;
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);

        for (byte[] archive :
                List.of(
                        Samples.gzip(join(plain, garbage)),
                        Samples.gzip(inSecondBlockOfTheEnd),
                        Samples.gzip(behindLastRecord),
                        join(Samples.gzip(plain), garbage))) {
            IOException e = assertThrows(IOException.class, () -> untar(archive, true));
            assertTrue(e.getMessage().matches(".*(behind|after).*"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"P/caf\u00e9, ''", "P/l, caf\u00e9", "P/NAME\u00e9, ''", "P/l, NAME\u00e9"})
    void refusesNamesAndLinkTargetsThatAreNotInUtf8(String name, String target) throws IOException {
        String longName = "n".repeat(150);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "ISO-8859-1")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            Samples.entry(
                    tar,
                    name.replace("NAME", longName),
                    target.isEmpty() ? TarArchiveEntry.LF_NORMAL : LINK,
                    target.replace("NAME", longName));
        }
        byte[] archive = Samples.gzip(bytes.toByteArray());

        IOException e = assertThrows(ArchiveException.class, () -> untar(archive, true));

        assertTrue(e.getMessage().contains("not in UTF-8"), e.getMessage());
    }

    @Test
    void keepsNamesInUtf8WhereverTheyStand() throws IOException {
        String longName = "\u00e9".repeat(99) + "\u4e16";
        byte[] gnu =
                Samples.tgz(
                        tar -> {
                            Samples.file(tar, "P/caf\u00e9", "1");
                            Samples.file(tar, "P/" + longName, "2");
                        });

        assertEquals(List.of("caf\u00e9", longName), paths(untar(gnu, true)));
    }

    @Test
    void noticesAHeaderWithAnotherChecksum() {
        byte[] plain =
                Samples.tar(
                        tar -> {
                            Samples.file(tar, "P/one", "1");
                            Samples.file(tar, "P/two" + "o".repeat(150), "2");
                        });

        for (int header : List.of(0, 1024, 2048)) {
            byte[] renamed = plain.clone();
            renamed[header + 3] ^= 2;
            IOException e = assertThrows(IOException.class, () -> untar(renamed, false));
            assertTrue(e.getMessage().contains("checksum"), header + ": " + e.getMessage());
        }
    }

    @Test
    void endsWithAnInterrupt() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    InterruptedIOException.class,
                    () -> untar(tar -> Samples.file(tar, "P/x", "x")));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void countsWhatIsBehindADirectoryAndTheEnd() {
        byte[] directory = Samples.tar(tar -> Samples.entry(tar, "P/", DIRECTORY, ""));
        byte[] zeros = new byte[40 << 20];

        IOException e =
                assertThrows(
                        ArchiveException.class,
                        () -> untar(Samples.gzip(join(directory, zeros)), true));

        assertTrue(e.getMessage().contains("times its size"), e.getMessage());
    }

    @Test
    void refusesEntriesOfAZipThatLeaveTheDirectory() throws IOException {
        assertThrows(ArchiveException.class, () -> unzip(Samples.zip("../x", "x")));
        assertThrows(ArchiveException.class, () -> unzip(Samples.zip("/x", "x")));
        assertThrows(ArchiveException.class, () -> unzip(Samples.zip("a", "1", "A", "2")));
        assertThrows(ArchiveException.class, () -> unzip(linked("P/l", "../../x")));
        assertThrows(ArchiveException.class, () -> unzip(Samples.zip("P/z", new byte[40 << 20])));
    }

    @Test
    void refusesAZipThatHoldsANameTwice() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (int i = 0; i < 2; i++) {
                zip.putArchiveEntry(new ZipArchiveEntry("a"));
                zip.closeArchiveEntry();
            }
        }

        IOException e = assertThrows(ArchiveException.class, () -> unzip(bytes.toByteArray()));

        assertTrue(e.getMessage().contains("twice"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"95, XZ", "93, ZSTD", "14, LZMA", "1234, method 1234"})
    void saysWithWhatAnEntryOfAZipIsCompressed(int method, String name) throws IOException {
        byte[] zip = Samples.zip("a", "some content");
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(8, (short) method);
        bytes.putShort(bytes.getInt(zip.length - 6) + 10, (short) method);

        IOException e = assertThrows(ArchiveException.class, () -> unzip(zip));

        assertTrue(e.getMessage().contains("compressed with " + name), e.getMessage());
    }

    @Test
    void keepsALinkInAZipThatStaysInside() throws IOException {
        unzip(linked("P/l", "file"));

        assertEquals("file", Files.readSymbolicLink(target().resolve("l")).toString());
    }

    @Test
    void noticesADamagedZip() throws IOException {
        byte[] zip = Samples.zip("index.xml", "<vendorList/>", "x.vib", Samples.noise(50_000, 3));
        byte[] flipped = zip.clone();
        flipped[20_000] ^= 1;
        byte[] countless = zip.clone();
        ByteBuffer end = ByteBuffer.wrap(countless).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(zip.length - 6, Integer.MAX_VALUE);

        assertThrows(IOException.class, () -> unzip(flipped));
        assertThrows(IOException.class, () -> unzip(Arrays.copyOf(zip, zip.length - 1)));
        assertThrows(IOException.class, () -> unzip(join(zip, new byte[] {1})));
        assertThrows(IOException.class, () -> unzip(countless));
    }

    @Test
    void refusesAZipWithAHugeDirectory() throws IOException {
        ByteArrayOutputStream directoryOnly = new ByteArrayOutputStream();
        directoryOnly.write(new byte[] {'P', 'K', 3, 4});
        directoryOnly.write(new byte[5 << 20]);
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(0x06054b50).putInt(16, 4);
        directoryOnly.write(end.array());

        assertThrows(ArchiveException.class, () -> unzip(directoryOnly.toByteArray()));
    }

    /** Not by the clock on the wall: a busy machine is no hostile archive. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private List<StagedFile> untar(TarContent content) throws IOException {
        return untar(Samples.tgz(content), true);
    }

    private List<StagedFile> untar(byte[] archive, boolean gzipped) throws IOException {
        AtomicLong consumed = new AtomicLong();
        InputStream counting =
                new FilterInputStream(new ByteArrayInputStream(archive)) {
                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        int count = super.read(buffer, offset, length);
                        consumed.addAndGet(Math.max(count, 0));
                        return count;
                    }
                };
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(target(), Configs.UNPACK_LIMITS)) {
            unpacker.untar(counting, gzipped, consumed::get);
            return unpacker.moveToTarget();
        }
    }

    private List<StagedFile> unzip(byte[] archive) throws IOException {
        Path zip = Files.write(directory.resolve("a.zip"), archive);
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(target(), Configs.UNPACK_LIMITS)) {
            unpacker.unzip(zip);
            return unpacker.moveToTarget();
        }
    }

    private Path target() {
        return directory.resolve("target");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(target().resolve(name)));
    }

    private static List<String> paths(List<StagedFile> files) {
        return files.stream().map(file -> file.path().value()).toList();
    }

    private static void mode(TarArchiveOutputStream tar, String name, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static byte[] linked(String name, String target) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            entry.setUnixMode(0120777);
            zip.putArchiveEntry(entry);
            zip.write(target.getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
