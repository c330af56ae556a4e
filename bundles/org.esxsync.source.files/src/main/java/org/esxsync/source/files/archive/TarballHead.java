package org.esxsync.source.files.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The description near the beginning of a tarball. It is looked for and no more: whoever unpacks
 * the tarball checks it.
 */
final class TarballHead {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int MAX_DESCRIPTION = 1 << 20;

    /** How much of what is in it is looked through. */
    private static final long MAX_READ = 16L << 20;

    private TarballHead() {}

    /** What the description tells; nothing if there is none, or the tarball is damaged. */
    static Descriptor descriptor(Path file) {
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(file))) {
            long read = 0;
            for (byte[] header = tar.readNBytes(BLOCK);
                    header.length == BLOCK && header[0] != 0 && read < MAX_READ;
                    header = tar.readNBytes(BLOCK)) {
                long size = Long.parseUnsignedLong(text(header, SIZE, SIZE_LENGTH), 8);
                if (isDescription(text(header, 0, NAME_LENGTH)) && size <= MAX_DESCRIPTION) {
                    byte[] description = tar.readNBytes((int) size);
                    return Descriptor.read(new ByteArrayInputStream(description));
                }
                long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
                read += BLOCK + padded;
                if (read > MAX_READ) {
                    return Descriptor.NONE;
                }
                tar.skipNBytes(padded);
            }
            return Descriptor.NONE;
        } catch (IOException | NumberFormatException e) {
            return Descriptor.NONE;
        }
    }

    private static boolean isDescription(String name) {
        return name.matches("(?:\\./)?(?:[^/]+/)?(?:descriptor|contents)\\.xml");
    }

    private static String text(byte[] header, int start, int length) {
        String text = new String(header, start, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
