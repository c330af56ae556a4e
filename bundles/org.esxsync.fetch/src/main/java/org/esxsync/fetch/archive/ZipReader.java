package org.esxsync.fetch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.esxsync.api.file.ZipDirectory;

/** Unpacks a zip file by its central directory. */
final class ZipReader {

    /** About 20,000 entries with usual names. */
    private static final long MAX_DIRECTORY = 2L * 1024 * 1024;

    /** What needs no other library. */
    private static final Set<ZipMethod> METHODS =
            EnumSet.of(
                    ZipMethod.STORED,
                    ZipMethod.UNSHRINKING,
                    ZipMethod.IMPLODING,
                    ZipMethod.DEFLATED,
                    ZipMethod.ENHANCED_DEFLATED,
                    ZipMethod.BZIP2);

    private static final int MAX_LINK = 4096;
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_FILE = 0100000;

    private ZipReader() {}

    static void unpack(Path file, UnpackTarget target) throws IOException {
        checkDirectory(file);
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try {
                    unpack(zip, entry, target);
                } catch (ArchiveException e) {
                    throw e;
                } catch (IOException e) {
                    throw new IOException("at '" + entry.getName() + "': " + e.getMessage(), e);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("its directory is damaged: " + e.getMessage(), e);
        }
    }

    private static void checkDirectory(Path file) throws IOException {
        ZipDirectory directory = ZipDirectory.of(file);
        if (!directory.whole()) {
            throw new IOException("it is cut off or damaged, or something follows its end");
        }
        if (directory.size() > MAX_DIRECTORY) {
            throw new ArchiveException("its directory is larger than " + MAX_DIRECTORY + " bytes");
        }
    }

    private static void unpack(ZipFile zip, ZipArchiveEntry entry, UnpackTarget target)
            throws IOException {
        String name = entry.getName();
        if (entry.isDirectory()) {
            target.directory(name);
            return;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new ArchiveException(name, "it is encrypted");
        }
        ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
        if (method == null || !METHODS.contains(method) || !zip.canReadEntryData(entry)) {
            throw new ArchiveException(
                    name,
                    "it is compressed with %s, which is not known here"
                            .formatted(method == null ? "method " + entry.getMethod() : method));
        }
        int mode = entry.getUnixMode();
        int type = mode & TYPE_MASK;
        if (!entry.isUnixSymlink() && type != 0 && type != TYPE_FILE) {
            throw new ArchiveException(
                    name, "it is neither a file nor a directory nor a link that stays inside");
        }
        CheckedInputStream content = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        try (content) {
            if (entry.isUnixSymlink()) {
                target.symbolicLink(name, linkTarget(name, content));
            } else {
                target.file(name, mode, content);
            }
        }
        if (content.getChecksum().getValue() != entry.getCrc()) {
            throw new IOException("its checksum is wrong");
        }
    }

    private static String linkTarget(String name, InputStream content) throws IOException {
        byte[] text = content.readNBytes(MAX_LINK + 1);
        if (text.length > MAX_LINK) {
            throw new ArchiveException(name, "its link target is no name");
        }
        return new String(text, StandardCharsets.UTF_8);
    }
}
