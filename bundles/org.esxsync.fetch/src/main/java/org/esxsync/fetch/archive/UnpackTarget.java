package org.esxsync.fetch.archive;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.config.UnpackLimits;
import org.esxsync.fetch.location.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive's entries below a work directory, each hashed as it is written. Links are made
 * last, when all that they could lead through is known.
 */
final class UnpackTarget {

    private static final int BUFFER = 64 * 1024;

    /** Below this, any ratio is harmless. */
    private static final long FREE_SIZE = 16L * 1024 * 1024;

    private static final int ANY_EXECUTE = 0111;

    private static final Set<PosixFilePermission> PLAIN =
            PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path root;
    private final UnpackLimits limits;
    private final LongSupplier consumed;
    private final boolean posix;
    private final ArchiveTree tree;
    private final Map<RelativePath, String> links = new LinkedHashMap<>();
    private final Map<RelativePath, StagedFile> files = new TreeMap<>();
    private final byte[] buffer = new byte[BUFFER];
    private final Set<RelativePath> repeated = new LinkedHashSet<>();
    private int entries;
    private long size;

    /**
     * @param root the work directory, empty
     * @param consumed how many bytes of the archive were read so far
     * @param lastCounts whether a later entry takes the place of an earlier one with its name
     */
    UnpackTarget(Path root, UnpackLimits limits, LongSupplier consumed, boolean lastCounts) {
        this.root = root;
        this.limits = limits;
        this.consumed = consumed;
        this.tree = new ArchiveTree(lastCounts);
        this.posix = Files.getFileAttributeView(root, PosixFileAttributeView.class) != null;
    }

    /** Makes a directory. One that stands for the top itself is passed over. */
    void directory(String name) throws IOException {
        count();
        String plain = plain(name);
        if (plain.isEmpty()) {
            return;
        }
        RelativePath path = path(plain, 1);
        tree.addDirectory(path);
        makeDirectories(at(path));
    }

    /**
     * Writes a file.
     *
     * @param mode its permission bits; only whether it can be executed counts
     */
    void file(String name, int mode, InputStream content) throws IOException {
        count();
        RelativePath path = path(plain(name), 0);
        Path file = at(path);
        if (tree.addFile(path)) {
            giveUp(path, file);
        }
        makeDirectories(file.getParent());
        MessageDigest sha256 = Sha256.digest();
        CRC32 crc32 = new CRC32();
        long length = 0;
        try (OutputStream out = create(file)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                sha256.update(buffer, 0, n);
                crc32.update(buffer, 0, n);
                length += n;
                grow(n);
                write(out, n, file);
            }
        }
        permit(file, (mode & ANY_EXECUTE) != 0);
        files.put(
                path,
                new StagedFile(
                        path, StagedFile.Type.FILE, length, Sha256.hex(sha256), crc32.getValue()));
    }

    /** Reads what an entry holds that is no file. */
    void pass(InputStream content) throws IOException {
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            grow(n);
        }
    }

    /** Counts bytes of the unpacked archive, whatever they are. */
    void grow(long count) throws IOException {
        Interrupts.check();
        size += count;
        if (size > limits.size()) {
            throw new ArchiveException(
                    "the archive unpacks to more than " + limits.size() + " bytes");
        }
        if (size > FREE_SIZE && size / limits.ratio() > consumed.getAsLong()) {
            throw new ArchiveException(
                    "the archive unpacks to more than %d times its size".formatted(limits.ratio()));
        }
    }

    void symbolicLink(String name, String target) throws IOException {
        count();
        RelativePath path = path(plain(name), 0);
        requireText(name, target);
        if (tree.addLink(path, target)) {
            giveUp(path, at(path));
        }
        links.put(path, target);
        byte[] text = target.getBytes(StandardCharsets.UTF_8);
        String sha256 = Digest.of(Algorithm.SHA_256, text).hex();
        files.put(path, new StagedFile(path, StagedFile.Type.SYMBOLIC_LINK, text.length, sha256));
    }

    /** Makes another name for a file that came before. */
    void hardLink(String name, String target) throws IOException {
        count();
        RelativePath path = path(plain(name), 0);
        RelativePath existing = path(plain(target), 0);
        StagedFile same = files.get(existing);
        if (same == null || same.type() != StagedFile.Type.FILE) {
            throw new ArchiveException(name, "it is a link to '" + target + "', no file before it");
        }
        if (existing.equals(path)) {
            return;
        }
        Path file = at(path);
        if (tree.addFile(path)) {
            giveUp(path, file);
        }
        makeDirectories(file.getParent());
        try {
            Files.createLink(file, at(existing));
        } catch (IOException e) {
            throw Failures.unlinkable(file, e);
        }
        files.put(path, at(path, same));
    }

    /**
     * Ends the unpacking.
     *
     * @return what stands at the top: the work directory, or the one directory in it
     */
    Unpacked finish() throws IOException {
        if (files.isEmpty()) {
            throw new ArchiveException("the archive holds no files");
        }
        String sole = tree.soleDirectory();
        tree.checkLinks(sole == null ? "" : sole);
        for (Map.Entry<RelativePath, String> link : links.entrySet()) {
            Interrupts.check();
            makeLink(at(link.getKey()), link.getValue());
        }
        if (sole == null) {
            permit(root, true);
        }
        Path top = sole == null ? root : root.resolve(sole);
        List<StagedFile> list = new ArrayList<>();
        for (StagedFile file : files.values()) {
            list.add(sole == null ? file : below(sole, file));
        }
        return new Unpacked(top, sole, list, List.copyOf(repeated));
    }

    /**
     * What was unpacked.
     *
     * @param top what becomes the target
     * @param directory the name of the one directory in the work directory, if that is the top
     * @param files by path, below {@code top}
     * @param repeated the paths in the archive of which it held several, and the last one counts
     */
    record Unpacked(
            Path top,
            @Nullable String directory,
            List<StagedFile> files,
            List<RelativePath> repeated) {}

    private static StagedFile below(String directory, StagedFile file) {
        String path = file.path().value().substring(directory.length() + 1);
        return at(new RelativePath(path), file);
    }

    private static StagedFile at(RelativePath path, StagedFile file) {
        return new StagedFile(path, file.type(), file.size(), file.sha256(), file.crc32());
    }

    /** Without the segments that say nothing. */
    private static String plain(String name) {
        if (name.startsWith("/")) {
            return name;
        }
        return Arrays.stream(name.split("/", -1))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .collect(Collectors.joining("/"));
    }

    /**
     * @param directories how many directories the name itself stands for, 0 or 1
     */
    private RelativePath path(String name, int directories) throws ArchiveException {
        requireText(name, name);
        RelativePath path;
        try {
            path = new RelativePath(name);
        } catch (EsxSyncException e) {
            throw new ArchiveException(String.valueOf(e.getMessage()));
        }
        if (name.chars().filter(c -> c == '/').count() + directories > limits.depth()) {
            throw new ArchiveException(
                    name, "more than " + limits.depth() + " directories stand in each other");
        }
        return path;
    }

    /** Java names files by characters, so that other bytes would come out altered. */
    private static void requireText(String name, String text) throws ArchiveException {
        if (text.indexOf(NameEncoding.UNDECODABLE) >= 0) {
            throw new ArchiveException(
                    name,
                    text.equals(name)
                            ? "its name is not in UTF-8"
                            : "its link target is not in UTF-8");
        }
    }

    private Path at(RelativePath path) {
        try {
            return path.under(root);
        } catch (EsxSyncException e) {
            throw Failures.unnameable(path.value(), e);
        }
    }

    /** What an earlier entry of this name made; other names of the file keep what they have. */
    private void giveUp(RelativePath path, Path file) {
        repeated.add(path);
        if (links.remove(path) != null) {
            return;
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw Failures.unwritable(file, e);
        }
    }

    private void count() throws IOException {
        Interrupts.check();
        if (++entries > limits.entries()) {
            throw new ArchiveException(
                    "the archive holds more than " + limits.entries() + " entries");
        }
    }

    private OutputStream create(Path file) {
        try {
            return new FileOutputStream(file.toFile());
        } catch (IOException e) {
            throw Failures.unwritable(file, e);
        }
    }

    private void write(OutputStream out, int count, Path file) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw Failures.unwritable(file, e);
        }
    }

    private void makeLink(Path link, String target) {
        try {
            makeDirectories(link.getParent());
            Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
        } catch (IOException e) {
            throw Failures.unlinkable(link, e);
        } catch (InvalidPathException e) {
            throw Failures.unnameable(target, e);
        }
    }

    private void makeDirectories(@Nullable Path directory) {
        if (directory == null || directory.equals(root) || Files.isDirectory(directory)) {
            return;
        }
        makeDirectories(directory.getParent());
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw Failures.unwritable(directory, e);
        }
        permit(directory, true);
    }

    private void permit(Path file, boolean executable) {
        if (posix) {
            permit(file, executable ? EXECUTABLE : PLAIN, Files::setPosixFilePermissions);
        }
    }

    /** Gives a file a mode. */
    @FunctionalInterface
    interface ModeChange {
        void make(Path file, Set<PosixFilePermission> mode) throws IOException;
    }

    /** Some mounts permit no change of modes, and give all files the same one. */
    static void permit(Path file, Set<PosixFilePermission> mode, ModeChange change) {
        try {
            change.make(file, mode);
        } catch (IOException e) {
            if (e.getClass() != FileSystemException.class) {
                throw Failures.unwritable(file, e);
            }
        }
    }
}
