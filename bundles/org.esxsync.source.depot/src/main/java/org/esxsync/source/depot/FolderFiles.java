package org.esxsync.source.depot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.source.MalformedSourceException;

/**
 * A depot in a directory, such as an unpacked bundle.
 *
 * @param indexFile its index
 */
record FolderFiles(Path indexFile) implements DepotFiles {

    @Override
    public URI index() {
        return indexFile.toUri();
    }

    @Override
    public boolean has(URI document) {
        return Files.isRegularFile(Path.of(document));
    }

    @Override
    public byte[] read(URI document, int limit) {
        try (InputStream in = Files.newInputStream(file(document))) {
            return new BoundedInput(in, limit).readAllBytes();
        } catch (IOException e) {
            throw unreadable(display(document), e);
        }
    }

    @Override
    public Path file(URI document) {
        if (!has(document)) {
            throw new MalformedSourceException(display(document), "there is no such file");
        }
        return Path.of(document);
    }

    @Override
    public String fingerprint(URI document) {
        return fingerprint(file(document));
    }

    /** A file's size and time. */
    static String fingerprint(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    @Override
    public String display(URI document) {
        return Path.of(document).toString();
    }

    @Override
    public void close() {}

    private static MalformedSourceException unreadable(String display, IOException e) {
        return new MalformedSourceException(
                display, "it cannot be read: " + Plain.line(String.valueOf(e)), e);
    }
}
