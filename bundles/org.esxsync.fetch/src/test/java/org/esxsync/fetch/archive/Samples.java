package org.esxsync.fetch.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.RelativePath;

/** Archives and artifacts for tests. */
public final class Samples {

    private Samples() {}

    public static Artifact artifact(String name, URI location) {
        return new Artifact(new RelativePath(name), location, Artifact.UNKNOWN_SIZE, List.of());
    }

    /** An artifact whose size and MD5 are published. */
    public static Artifact published(String name, URI location, byte[] bytes) {
        return new Artifact(
                new RelativePath(name),
                location,
                bytes.length,
                List.of(Digest.of(Algorithm.MD5, bytes)));
    }

    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @FunctionalInterface
    public interface TarContent {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    public static byte[] tar(TarContent content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            content.write(tar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] tgz(TarContent content) {
        return gzip(tar(content));
    }

    public static void file(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    public static void file(TarArchiveOutputStream tar, String name, String content)
            throws IOException {
        file(tar, name, content.getBytes(StandardCharsets.UTF_8));
    }

    public static void entry(TarArchiveOutputStream tar, String name, byte type, String link)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(link);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    /** A zip of files: name, content, name, content … */
    public static byte[] zip(Object... namesAndContents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                Object content = namesAndContents[i + 1];
                zip.write(
                        content instanceof byte[] raw
                                ? raw
                                : ((String) content).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A small VI3 patch: one directory with a descriptor, a header and a package. */
    public static byte[] patch() {
        return tgz(
                tar -> {
                    entry(tar, "ESX-1000001/", TarArchiveEntry.LF_DIR, "");
                    file(tar, "ESX-1000001/descriptor.xml", "<descriptor/>");
                    file(tar, "ESX-1000001/headers/a.hdr", "header");
                    file(tar, "ESX-1000001/a.rpm", noise(300_000, 7));
                });
    }
}
