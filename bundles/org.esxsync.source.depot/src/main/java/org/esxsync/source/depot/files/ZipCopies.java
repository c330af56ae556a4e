package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Copies of zips within zips, which are needed on disk to be read. */
public final class ZipCopies {

    private static final String COPY = "inner-";
    private static final String EXTENSION = ".zip";

    private ZipCopies() {}

    /** Copies an entry to a file of its own in the workspace. */
    public static Path copy(ZipFile zip, ZipEntry entry, Path workspace, long limit)
            throws IOException {
        Path copy = Files.createTempFile(workspace, COPY, EXTENSION);
        try (InputStream in = new BoundedInput(Zips.content(zip, entry), limit)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** Removes the copies that a scan left which was killed. */
    public static void sweep(Path workspace) {
        try (DirectoryStream<Path> copies =
                Files.newDirectoryStream(workspace, COPY + "*" + EXTENSION)) {
            for (Path copy : copies) {
                Files.delete(copy);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw PlainText.unreadable(workspace.toString(), e);
        }
    }
}
