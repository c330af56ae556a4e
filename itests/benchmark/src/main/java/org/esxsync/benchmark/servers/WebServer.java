package org.esxsync.benchmark.servers;

import java.io.IOException;
import org.esxsync.benchmark.measure.Traffic;

/** Serves a directory on loopback and counts what it is asked for. */
public interface WebServer extends AutoCloseable {

    /** What it is, for the report. */
    String name();

    /** Where the directory is, without a slash at the end. */
    String url();

    /** What it was asked for so far. */
    Traffic traffic() throws IOException;

    @Override
    void close() throws IOException;
}
