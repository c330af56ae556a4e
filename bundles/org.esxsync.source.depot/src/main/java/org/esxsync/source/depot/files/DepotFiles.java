package org.esxsync.source.depot.files;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.source.PatchSink;

/** Reads the files of one depot, wherever they lie. For one thread. */
public interface DepotFiles extends AutoCloseable {

    /** Where the index of a depot's directory may be, the likeliest first. */
    List<String> INDEX_NAMES =
            List.of(
                    "index.xml",
                    "vmw-depot-index.xml",
                    "__hostupdate20-consolidated-index__.xml",
                    "hostupdate/__hostupdate20-consolidated-index__.xml");

    /** Where the depot's index may be, the likeliest first. */
    Set<URI> indexes();

    /**
     * Finds a document.
     *
     * @param limit bytes beyond which none is brought here
     * @return where it is in the end found: what it names starts there
     * @throws org.esxsync.api.EsxSyncException if it is not there or cannot be had
     */
    URI locate(URI document, long limit);

    /**
     * Reads a small document that was located.
     *
     * @throws org.esxsync.api.EsxSyncException if it cannot be read, or has more than {@code limit}
     *     bytes
     */
    byte[] read(URI document, int limit);

    /**
     * Brings a document that was located to disk, or finds it there.
     *
     * @return a file that is there until this is closed
     * @throws org.esxsync.api.EsxSyncException if it cannot be read
     */
    Path file(URI document);

    /** The SHA-256 of a document that was located. */
    default Digest sha256(URI document) {
        try {
            return Fingerprint.sha256(file(document));
        } catch (IOException e) {
            throw PlainText.unreadable(display(document), e);
        }
    }

    /** Tells of documents that were located and stay on disk when this is closed. */
    default void offer(Collection<URI> documents, PatchSink sink) {}

    /** What changes whenever a document that was located changes; cheap. */
    String fingerprint(URI document);

    /** A document's name for people. */
    String display(URI document);

    @Override
    void close();
}
