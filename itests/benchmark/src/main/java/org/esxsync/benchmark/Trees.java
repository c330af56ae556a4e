package org.esxsync.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks at what contenders leave behind. */
final class Trees {

    private Trees() {}

    /**
     * Fails unless two mirrors hold the same names with the same bytes, and no tarball any more.
     * What stands in hidden directories is each contender's own.
     */
    static void requireSame(Contender one, Contender other) throws IOException {
        Map<String, String> first = files(one.mirror());
        Map<String, String> second = files(other.mirror());
        if (!first.equals(second)) {
            SortedMap<String, String> differences = new TreeMap<>(first);
            differences.entrySet().removeAll(second.entrySet());
            throw new IOException(
                    "%s and %s did not end in the same state (%d and %d files): %s"
                            .formatted(
                                    one.name(),
                                    other.name(),
                                    first.size(),
                                    second.size(),
                                    differences.keySet().stream().limit(5).toList()));
        }
    }

    private static SortedMap<String, String> files(Path mirror) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(mirror)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = mirror.relativize(file).toString();
                if (name.endsWith(".tgz")) {
                    throw new IOException(file + " was not deleted");
                }
                if (!name.startsWith(".")) {
                    files.put(name, sha256(file));
                }
            }
        }
        return files;
    }

    /** Deletes a directory with all that is in it, if it is there. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (digest.read(buffer) >= 0) {}
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }
}
