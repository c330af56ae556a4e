package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small archives whose bytes depend on nothing but what is in them. */
final class Archives {

    private static final int BLOCK = 512;
    private static final LocalDateTime ZIP_TIME = LocalDateTime.of(2025, 1, 1, 0, 0);

    private Archives() {}

    /** A ustar archive, in the order of the map. A name with a slash at its end is a directory. */
    static byte[] tar(Map<String, byte[]> entries, Instant modified) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entries.forEach(
                (name, bytes) -> {
                    tar.writeBytes(tarHeader(name, bytes.length, modified));
                    tar.writeBytes(bytes);
                    tar.writeBytes(new byte[Math.floorMod(-bytes.length, BLOCK)]);
                });
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gzip.toByteArray();
    }

    /** An ar archive as VIBs are, in the order of the map. */
    static byte[] ar(Map<String, byte[]> members) {
        ByteArrayOutputStream ar = new ByteArrayOutputStream();
        ar.writeBytes("!<arch>\n".getBytes(US_ASCII));
        members.forEach(
                (name, bytes) -> {
                    String header =
                            "%-16s%-12s%-6s%-6s%-8s%-10s`\n"
                                    .formatted(name, 0, 0, 0, 0, bytes.length);
                    ar.writeBytes(header.getBytes(US_ASCII));
                    ar.writeBytes(bytes);
                    ar.writeBytes((bytes.length % 2 == 0 ? "" : "\n").getBytes(US_ASCII));
                });
        return ar.toByteArray();
    }

    /** A zip archive, in the order of the map. */
    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (Map.Entry<String, byte[]> file : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(ZIP_TIME);
                out.putNextEntry(entry);
                out.write(file.getValue());
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip.toByteArray();
    }

    private static byte[] tarHeader(String name, int size, Instant modified) {
        boolean directory = name.endsWith("/");
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, directory ? "0000755" : "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, "%011o".formatted(size));
        put(header, 136, "%011o".formatted(modified.getEpochSecond()));
        put(header, 148, "        ");
        put(header, 156, directory ? "5" : "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
