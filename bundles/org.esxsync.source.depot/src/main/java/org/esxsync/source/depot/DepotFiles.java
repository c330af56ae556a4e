package org.esxsync.source.depot;

import java.net.URI;
import java.nio.file.Path;

/** Reads the files of one depot, wherever they lie. */
interface DepotFiles extends AutoCloseable {

    /** The depot's index. */
    URI index();

    /** Whether there is such a document. */
    boolean has(URI document);

    /**
     * Reads a small document.
     *
     * @throws org.esxsync.api.EsxSyncException if it cannot be read, or has more than {@code limit}
     *     bytes
     */
    byte[] read(URI document, int limit);

    /**
     * Brings a document to disk, or finds it there.
     *
     * @return a file that is there until this is closed
     * @throws org.esxsync.api.EsxSyncException if it cannot be read
     */
    Path file(URI document);

    /** What changes whenever a document that was read changes; cheap. */
    String fingerprint(URI document);

    /** A document's name for people. */
    String display(URI document);

    @Override
    void close();
}
