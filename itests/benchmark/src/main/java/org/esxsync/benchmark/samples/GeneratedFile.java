package org.esxsync.benchmark.samples;

import java.io.IOException;
import java.io.OutputStream;

/** A file that nobody stores: it is made as it is sent. */
public interface GeneratedFile {

    /** How many bytes it has. */
    long size();

    /** Writes all of them. */
    void write(OutputStream out) throws IOException;
}
