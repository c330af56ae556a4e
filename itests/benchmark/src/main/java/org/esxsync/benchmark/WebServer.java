package org.esxsync.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** Serves a directory on loopback and counts what it is asked for. */
interface WebServer extends AutoCloseable {

    /** What it is, for the report. */
    String name();

    /** Where the directory is, without a slash at the end. */
    String url();

    /** What it was asked for so far. */
    Traffic traffic() throws IOException;

    @Override
    void close() throws IOException;

    /**
     * Starts nginx, or the bundled server where it is missing.
     *
     * @param rate the most bytes a second on each connection; 0 for no limit
     */
    static WebServer start(Path directory, Path work, long rate) throws IOException {
        return Programs.find("nginx").isPresent()
                ? Nginx.start(directory, work, rate)
                : new BundledServer(directory, rate, 0);
    }

    /**
     * Requests and the bytes of their answers' bodies.
     *
     * @param requests how many
     * @param bytes how many
     */
    record Traffic(long requests, long bytes) {

        Traffic since(Traffic before) {
            return new Traffic(requests - before.requests, bytes - before.bytes);
        }
    }
}
