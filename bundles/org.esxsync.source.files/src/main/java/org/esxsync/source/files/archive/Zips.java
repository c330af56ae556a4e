package org.esxsync.source.files.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.file.ZipDirectory;
import org.esxsync.source.files.share.Interrupts;

/** Opens zips from outside, and takes copies of the archives in them. */
final class Zips {

    /** Some 150,000 entries with usual names. */
    private static final long MAX_DIRECTORY = 16L << 20;

    private static final int BUFFER = 1 << 16;

    private Zips() {}

    static ZipFile open(Path file) throws IOException {
        if (ZipDirectory.of(file).size() > MAX_DIRECTORY) {
            throw new IOException("its directory is larger than " + MAX_DIRECTORY + " bytes");
        }
        return new ZipFile(file.toFile());
    }

    /**
     * Copies an entry, checking it.
     *
     * @param limit takes what it has, even of a damaged one
     */
    static void copy(ZipFile zip, ZipEntry entry, Path copy, UnpackingLimit limit)
            throws IOException {
        CRC32 sum = new CRC32();
        limit.next();
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(copy)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Interrupts.check(zip.getName());
                limit.count(n);
                sum.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        if (sum.getValue() != entry.getCrc()) {
            throw new IOException("it is damaged: its checksum differs from that in the zip");
        }
    }

    /** Where an entry of a zip can be read. */
    static URI inside(URI zip, String entry) {
        String text = zip.toString();
        String start = text.startsWith("jar:") ? text : "jar:" + text.replace("!/", "%21/");
        return URI.create(
                start
                        + "!/"
                        + Arrays.stream(entry.split("/"))
                                .map(
                                        part ->
                                                URLEncoder.encode(part, StandardCharsets.UTF_8)
                                                        .replace("+", "%20"))
                                .collect(Collectors.joining("/")));
    }
}
