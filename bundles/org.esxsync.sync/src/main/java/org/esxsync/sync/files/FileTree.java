package org.esxsync.sync.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/** What can be done with files and directories of the mirror. */
public final class FileTree {

    private static final int BUFFER = 1 << 16;

    public static final Comparator<PublishedFile> BY_PATH =
            Comparator.comparing(PublishedFile::path);

    private FileTree() {}

    /** The directory that a file is in, or is to be made in; the root of a disk has none. */
    public static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /** Whether anything is at a path, even a link that leads nowhere. */
    public static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Everything but directories in a directory, or the one file; as it is published, by path.
     *
     * @param path where it stands or will stand, below its release's directory
     */
    public static List<PublishedFile> read(Path root, RelativePath path) throws IOException {
        List<PublishedFile> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        RelativePath name =
                                file.equals(root)
                                        ? path
                                        : path.resolve(
                                                new RelativePath(root.relativize(file).toString()));
                        files.add(describe(file, name));
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(BY_PATH);
        return files;
    }

    /** A plain file or a link as it is published. */
    public static PublishedFile describe(Path file, RelativePath path) throws IOException {
        MessageDigest digest = sha256();
        if (Files.isSymbolicLink(file)) {
            byte[] text = Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8);
            return new PublishedFile(
                    path,
                    StagedFile.Type.SYMBOLIC_LINK,
                    text.length,
                    HexFormat.of().formatHex(digest.digest(text)),
                    false);
        }
        CRC32 crc32 = new CRC32();
        long size = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                crc32.update(buffer, 0, n);
                size += n;
            }
        }
        return new PublishedFile(
                path,
                StagedFile.Type.FILE,
                size,
                HexFormat.of().formatHex(digest.digest()),
                FileModes.isExecutable(file),
                crc32.getValue(),
                modified(file));
    }

    /**
     * The same file with the time of the one that stands at its path, or with none if that cannot
     * be told.
     *
     * @param root the release's directory
     */
    public static PublishedFile asItStands(PublishedFile file, Path root) {
        return new PublishedFile(
                file.path(),
                file.type(),
                file.size(),
                file.sha256(),
                file.executable(),
                file.crc32(),
                file.type() == StagedFile.Type.FILE ? timeOf(file.path().under(root)) : null);
    }

    private static @Nullable Instant timeOf(Path file) {
        try {
            return modified(file);
        } catch (IOException e) {
            return null;
        }
    }

    private static Instant modified(Path file) throws IOException {
        return modified(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** As it is recorded. */
    static Instant modified(FileTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }

    /**
     * Deletes a directory and those above it, as far as they are empty. A link stays: what it leads
     * to is kept elsewhere.
     *
     * @param top the directory to end at, which stays
     */
    public static void deleteEmpty(Path directory, Path top) throws IOException {
        try {
            for (Path each = directory;
                    each != null && !each.equals(top) && !Files.isSymbolicLink(each);
                    each = each.getParent()) {
                Files.deleteIfExists(each);
            }
        } catch (DirectoryNotEmptyException e) {
            return;
        }
    }
}
