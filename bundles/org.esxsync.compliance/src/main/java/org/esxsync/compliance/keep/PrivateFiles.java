package org.esxsync.compliance.keep;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files that only the owner and the group of the directory around them may read, whoever
 * makes them: what a superuser keeps must not lock the mirror's owner out.
 */
final class PrivateFiles {

    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> OWN_FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwxr-x---");
    private static final Set<PosixFilePermission> OWN_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /** Makes a directory, if it is not there. */
    static void directory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory, rights(OWN_DIRECTORY));
        } catch (UnsupportedOperationException e) {
            throw withoutRights(directory);
        }
        handOver(directory, DIRECTORY);
    }

    /**
     * Writes a file beside its place and then renames it, so that nobody reads half of it. Several
     * may write one at once: the last one counts.
     */
    static void write(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().resolveSibling("");
        Path beside;
        try {
            beside = Files.createTempFile(directory, ".", ".new", rights(OWN_FILE));
        } catch (UnsupportedOperationException e) {
            throw withoutRights(directory);
        }
        try {
            Files.write(beside, content);
            handOver(beside, FILE);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static FileAttribute<?> rights(Set<PosixFilePermission> rights) {
        return PosixFilePermissions.asFileAttribute(rights);
    }

    private static FileSystemException withoutRights(Path path) {
        return new FileSystemException(
                path.toString(), null, "its file system keeps no rights of files");
    }

    /** Gives it to the owner and group of the directory around it, before the group may read it. */
    private static void handOver(Path path, Set<PosixFilePermission> rights) throws IOException {
        PosixFileAttributeView view = view(path);
        PosixFileAttributes is = view.readAttributes();
        PosixFileAttributes shall = view(path.toAbsolutePath().resolveSibling("")).readAttributes();
        boolean isReadByGroup = true;
        if (!is.group().equals(shall.group())) {
            try {
                view.setGroup(shall.group());
            } catch (FileSystemException e) {
                // Who is not in that group cannot give it away; no other group may read it then.
                isReadByGroup = false;
            }
        }
        if (isReadByGroup) {
            view.setPermissions(rights);
        }
        if (!is.owner().equals(shall.owner())) {
            view.setOwner(shall.owner());
        }
    }

    private static PosixFileAttributeView view(Path path) throws FileSystemException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            throw withoutRights(path);
        }
        return view;
    }
}
