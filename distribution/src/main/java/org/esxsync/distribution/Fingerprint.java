package org.esxsync.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A text that changes when a file does, without a look into the file. Size and time do not tell
 * enough: the build gives all its files the same time, and a jar can change without its size. So it
 * has what the file system alone sets, too, where there is such a thing.
 */
final class Fingerprint {

    private static final String UNIX = "unix:size,lastModifiedTime,ctime,ino";
    private static final String ELSEWHERE = "size,lastModifiedTime";

    private Fingerprint() {}

    /** Of an installation's jars, and of the Java that runs it. */
    static String ofInstallation(Path home) throws IOException {
        return "%s %s%n%s%s"
                .formatted(
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        ofFiles(home.resolve("lib")),
                        ofFiles(home.resolve("bundles")));
    }

    /** Of a file, or of the files in a directory and below; empty if there is none. */
    static String ofFiles(Path path) throws IOException {
        if (!Files.exists(path)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                text.append(file).append(' ').append(attributes(file)).append('\n');
            }
        }
        return text.toString();
    }

    /** Whether this file has the text, and nothing but it. */
    static boolean isIn(Path file, String text) throws IOException {
        return Files.exists(file)
                && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String attributes(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new TreeMap<>(Files.readAttributes(file, unix ? UNIX : ELSEWHERE)).toString();
    }
}
