package org.esxsync.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A text that changes when a file does, without a look into the file. Size and time do not tell
 * enough: the build gives all its files the same time, and a jar can change without its size. So it
 * has what the file system alone sets, too, where there is such a thing.
 *
 * <p>Each start asks for some hundred files, before any code is compiled: so here are no streams
 * and no formats.
 */
final class Fingerprint {

    private static final String SET_BY_FILE_SYSTEM = "unix:ctime,ino";

    private Fingerprint() {}

    /** Of an installation's jars, and of the Java that runs it. */
    static String ofInstallation(Path home) throws IOException {
        return System.getProperty("java.vm.name")
                + ' '
                + System.getProperty("java.vm.version")
                + '\n'
                + ofFiles(home.resolve("lib"))
                + ofFiles(home.resolve("bundles"));
    }

    /** Of a file, or of the files in a directory and below; empty if there is none. */
    static String ofFiles(Path path) throws IOException {
        if (!Files.exists(path)) {
            return "";
        }
        List<String> files = new ArrayList<>();
        boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!attributes.isSymbolicLink()) {
                            files.add(line(file, attributes, unix));
                        } else if (Files.isRegularFile(file)) {
                            files.add(line(file, target(file), unix));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(null);
        return String.join("", files);
    }

    /** Whether this file has the text, and nothing but it. */
    static boolean isIn(Path file, String text) throws IOException {
        return Files.exists(file)
                && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private static BasicFileAttributes target(Path link) throws IOException {
        return Files.readAttributes(link, BasicFileAttributes.class);
    }

    private static String line(Path file, BasicFileAttributes attributes, boolean unix)
            throws IOException {
        StringBuilder line =
                new StringBuilder(file.toString())
                        .append(' ')
                        .append(attributes.size())
                        .append(' ')
                        .append(nanos(attributes.lastModifiedTime()));
        if (unix) {
            Map<String, Object> more = Files.readAttributes(file, SET_BY_FILE_SYSTEM);
            FileTime changed = (FileTime) Objects.requireNonNull(more.get("ctime"));
            line.append(' ').append(nanos(changed));
            line.append(' ').append(more.get("ino"));
        }
        return line.append('\n').toString();
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
