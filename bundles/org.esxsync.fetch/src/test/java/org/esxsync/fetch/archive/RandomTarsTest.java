package org.esxsync.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.fetch.config.UnpackLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plain content in whatever way the usual programs write it: nothing is refused, or otherwise. */
class RandomTarsTest {

    private static final UnpackLimits LIMITS = new UnpackLimits(1000, 32, 64L << 20, 200);

    /** What all formats can hold: the oldest take 100 bytes of a link's target. */
    private static final int MAX_PATH = 180;

    private static final int MAX_LINK = 80;

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void areUnpackedAsGnuTarUnpacksThem(TarWriter writer) throws Exception {
        unpack(writer, 5);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void areUnpackedAsGnuTarUnpacksThemManyTimes(TarWriter writer) throws Exception {
        unpack(writer, 60);
    }

    private void unpack(TarWriter writer, int tars) throws Exception {
        assumeTrue(TarWriter.isThere("tar"), "there is no GNU tar to compare with");
        assumeTrue(
                "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "this Java does not name files in UTF-8; run it with LC_ALL=C.UTF-8");
        assumeTrue(writer.isThere(), writer + " is not installed");
        int files = 0;
        for (int seed = 0; seed < tars; seed++) {
            Path home = Files.createDirectory(directory.resolve("run"));
            Random random = new Random(seed * 10L + writer.ordinal());
            Path tgz = home.resolve("p.tgz");
            make(Files.createDirectories(home.resolve("tree/P")), random);
            writer.write(home.resolve("tree"), tgz, random);
            Path theirs = Files.createDirectory(home.resolve("theirs"));
            TarWriter.run(List.of("tar", "-xzf", tgz.toString(), "-C", theirs.toString()));
            Path ours = home.resolve("ours");

            List<StagedFile> staged = untar(tgz, ours, writer + ", seed " + seed);

            SortedMap<String, String> expected = describe(theirs.resolve("P"));
            assertEquals(expected, describe(ours), writer + ", seed " + seed);
            assertEquals(
                    expected.values().stream().filter(each -> !each.equals("directory")).count(),
                    staged.size());
            files += staged.size();
            DirectoryTree.delete(home);
        }
        System.out.printf("%s: %d tars with %d files, 0 refused%n", writer, tars, files);
    }

    private static List<StagedFile> untar(Path tgz, Path target, String what) throws IOException {
        long size = Files.size(tgz);
        try (ArchiveUnpacker unpacker = new ArchiveUnpacker(target, LIMITS);
                InputStream stream = Files.newInputStream(tgz)) {
            unpacker.untar(stream, true, () -> size);
            return unpacker.moveToTarget();
        } catch (IOException e) {
            throw new IOException(what + ": " + e.getMessage(), e);
        }
    }

    /** Directories, files with holes and without, and links, with names of all lengths. */
    private static void make(Path top, Random random) throws IOException {
        List<Path> directories = new ArrayList<>(List.of(top));
        List<Path> files = new ArrayList<>();
        int count = 2 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Path above = directories.get(random.nextInt(directories.size()));
            Path path = above.resolve(name(random, i));
            if (length(top, path) > MAX_PATH) {
                path = top.resolve("file-" + i);
            }
            int kind = i == 0 ? 0 : random.nextInt(10);
            if (kind < 2) {
                files.add(file(path, random));
            } else if (kind < 4) {
                directories.add(Files.createDirectory(path));
            } else if (kind == 4 && length(top, files.get(0)) <= MAX_LINK) {
                Files.createLink(path, files.get(0));
            } else if (kind == 5 && length(top, path.getParent()) <= MAX_LINK) {
                Path target = top.resolve("file-" + random.nextInt(9));
                Files.createSymbolicLink(path, path.getParent().relativize(target));
            } else {
                files.add(file(path, random));
            }
        }
    }

    private static int length(Path top, Path path) {
        Path name = top.getParent().relativize(path);
        return name.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String name(Random random, int number) {
        String[] parts = {
            "VMware-esx-", "a b", "\u00e9\u4e16", "1:4.4-2", ".hidden", "x".repeat(70)
        };
        return parts[random.nextInt(parts.length)] + "-" + number + ".rpm";
    }

    private static Path file(Path path, Random random) throws IOException {
        byte[] content = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(40_000)];
        random.nextBytes(content);
        Files.write(path, content);
        if (random.nextInt(4) == 0) {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.seek(100_000L + random.nextInt(1_000_000));
                if (random.nextBoolean()) {
                    file.write(content);
                } else {
                    file.setLength(file.getFilePointer());
                }
            }
        }
        if (random.nextInt(3) == 0) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x--x"));
        }
        return path;
    }

    private static SortedMap<String, String> describe(Path top) throws IOException {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.toList()) {
                tree.put(top.relativize(path).toString(), describeOne(path));
            }
        }
        return tree;
    }

    private static String describeOne(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        if (Files.isDirectory(path)) {
            return "directory";
        }
        boolean executable =
                PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).contains("x");
        return (executable ? "program " : "file ")
                + Digest.of(Algorithm.SHA_256, Files.readAllBytes(path)).hex();
    }
}
