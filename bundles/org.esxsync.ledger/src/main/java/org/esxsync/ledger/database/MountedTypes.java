package org.esxsync.ledger.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The types of mounted file systems. The JVM takes the first mount of a directory; the last one is
 * what is seen there, such as NFS over the automounter's own.
 */
final class MountedTypes {

    private static final Path MOUNTS = Path.of("/proc/self/mounts");

    private MountedTypes() {}

    /** The type of the file system in which a directory is. */
    static String of(Path directory) throws IOException {
        String type = Files.getFileStore(directory).type();
        return Files.isReadable(MOUNTS)
                ? last(
                        Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1),
                        directory.toRealPath(),
                        type)
                : type;
    }

    /**
     * @param mounts the lines of Linux's list: device, directory, type and more
     * @param otherwise the type if no line is about this directory
     */
    static String last(List<String> mounts, Path directory, String otherwise) {
        int longest = 0;
        String type = otherwise;
        for (String line : mounts) {
            String[] fields = line.split(" ", 4);
            if (fields.length == 4
                    && fields[1].length() >= longest
                    && directory.startsWith(path(fields[1]))) {
                longest = fields[1].length();
                type = fields[2];
            }
        }
        return type;
    }

    /** Linux writes a blank and the like as octal digits, and letters in the bytes of UTF-8. */
    private static Path path(String field) {
        byte[] bytes =
                field.replace("\\040", " ")
                        .replace("\\011", "\t")
                        .replace("\\012", "\n")
                        .replace("\\134", "\\")
                        .getBytes(StandardCharsets.ISO_8859_1);
        return Path.of(new String(bytes, StandardCharsets.UTF_8));
    }
}
