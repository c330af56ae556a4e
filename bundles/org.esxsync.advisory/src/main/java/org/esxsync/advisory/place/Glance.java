package org.esxsync.advisory.place;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.esxsync.advisory.record.Document;
import org.esxsync.api.file.ZipDirectory;

/** Looks at the first files of a place, whether advisories are there. For any thread. */
public final class Glance {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_FILES = 1_000;
    private static final int MAX_READ = 20;
    private static final int HEAD = 1 << 16;
    private static final long MAX_DIRECTORY = 64L << 20;
    private static final Pattern RECORD = Pattern.compile("(?:.*/)?cve-\\d{4}-\\d+\\.json");
    private static final String WRAPPED = "cves.zip";

    private Glance() {}

    /** Whether one of the first files there is a record, a list or a table of vulnerabilities. */
    public static boolean seesAdvisories(Path root) {
        try (Stream<Path> files = Files.walk(root, MAX_DEPTH)) {
            return files.limit(MAX_FILES)
                    .filter(Files::isRegularFile)
                    .filter(file -> Kind.of(file.toString()) != Kind.OTHER)
                    .limit(MAX_READ)
                    .anyMatch(Glance::isOne);
        } catch (IOException | UncheckedIOException e) {
            // Who reads the place itself says why it cannot be read.
            return false;
        }
    }

    private static boolean isOne(Path file) {
        try {
            return switch (Kind.of(file.toString())) {
                case JSON -> isRecord(file);
                case TABLE -> isTable(file);
                case ZIP -> hasRecords(file);
                case OTHER -> false;
            };
        } catch (IOException e) {
            // Likewise.
            return false;
        }
    }

    private static boolean isRecord(Path file) throws IOException {
        String head = head(file);
        return head.contains("\"cveMetadata\"") || head.contains("\"cveID\"");
    }

    private static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isTable(Path file) throws IOException {
        return head(file).lines().findFirst().filter(Document::isTable).isPresent();
    }

    /** No name in a zip becomes a path. */
    private static boolean hasRecords(Path file) throws IOException {
        ZipDirectory directory = ZipDirectory.of(file);
        if (!directory.whole() || directory.size() > MAX_DIRECTORY) {
            return false;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .limit(MAX_FILES)
                    .map(entry -> entry.getName().toLowerCase(Locale.ROOT))
                    .anyMatch(name -> RECORD.matcher(name).matches() || name.endsWith(WRAPPED));
        }
    }
}
