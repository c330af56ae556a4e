package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.source.MalformedSourceException;

/**
 * A depot in a directory, such as an unpacked bundle.
 *
 * @param indexFile its index
 */
public record FolderFiles(Path indexFile) implements DepotFiles {

    private static final int MAX_INDEX = 4 << 20;

    @Override
    public Set<URI> indexes() {
        return Set.of(indexFile.toUri());
    }

    @Override
    public URI locate(URI document, long limit) {
        file(document);
        return document;
    }

    @Override
    public byte[] read(URI document, int limit) {
        try (InputStream in = Files.newInputStream(file(document))) {
            return new BoundedInput(in, limit).readAllBytes();
        } catch (IOException e) {
            throw PlainText.unreadable(display(document), e);
        }
    }

    @Override
    public Path file(URI document) {
        Path file = Path.of(document);
        if (!Files.isRegularFile(file)) {
            throw new MalformedSourceException(file.toString(), "there is no such file");
        }
        return file;
    }

    @Override
    public String fingerprint(URI document) {
        return document.getPath().endsWith(".xml")
                ? Digest.of(Digest.Algorithm.SHA_256, read(document, MAX_INDEX)).toString()
                : fingerprint(file(document));
    }

    /** A zip's size and directory; of what is no zip size and time. */
    public static String fingerprint(Path file) {
        try {
            long size = Files.size(file);
            return Zips.directorySha256(file)
                    .map(directory -> size + " " + directory)
                    .orElse(size + " " + Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    @Override
    public String display(URI document) {
        return Path.of(document).toString();
    }

    @Override
    public void close() {}
}
