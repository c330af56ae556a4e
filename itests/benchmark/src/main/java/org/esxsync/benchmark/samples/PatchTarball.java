package org.esxsync.benchmark.samples;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A patch's tarball: a directory named like the patch, with a description and packages in it.
 *
 * @param id the patch
 * @param size about how many bytes it has in the tarball
 */
public record PatchTarball(String id, long size) {

    /** How much larger {@link PatchContent} is before compression. */
    private static final double UNPACKED = 1.216;

    private static final long PACKAGE = 2 << 20;
    private static final int BUFFER = 1 << 16;

    /** Writes it, and returns its MD5. */
    String write(Path file, PatchContent content) throws IOException {
        MessageDigest md5 = md5();
        try (OutputStream out =
                        new DigestOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(file), BUFFER),
                                md5);
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(
                                new BufferedOutputStream(
                                        new GZIPOutputStream(out, BUFFER), BUFFER))) {
            writeEntries(tar, content, new Random(id.hashCode()));
        }
        return HexFormat.of().formatHex(md5.digest());
    }

    private void writeEntries(TarArchiveOutputStream tar, PatchContent content, Random random)
            throws IOException {
        directory(tar, id + "/");
        directory(tar, id + "/headers/");
        file(tar, "descriptor.xml", 2048, content, random);
        file(tar, "headers/header.info", 512, content, random);
        long left = Math.max(0, (long) (size * UNPACKED) - 2560);
        long part = Math.max(PACKAGE, left / 30);
        for (int i = 1; left > 0; i++) {
            long count = Math.min(left, part);
            file(tar, "VMware-esx-package-" + i + ".i386.rpm", count, content, random);
            left -= count;
        }
    }

    private static void directory(TarArchiveOutputStream tar, String name) throws IOException {
        tar.putArchiveEntry(entry(name, 0755));
        tar.closeArchiveEntry();
    }

    private void file(
            TarArchiveOutputStream tar, String name, long count, PatchContent content, Random seed)
            throws IOException {
        TarArchiveEntry entry = entry(id + "/" + name, 0644);
        entry.setSize(count);
        tar.putArchiveEntry(entry);
        content.write(tar, count, seed);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setModTime(1_175_126_400_000L);
        return entry;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks MD5", e);
        }
    }
}
