package org.esxsync.benchmark.contenders;

import java.io.IOException;
import java.nio.file.Path;
import org.esxsync.benchmark.measure.Usage;

/** Something that brings a directory up to date with a patch site. */
public interface Contender extends AutoCloseable {

    /** Its name in the table. */
    String name();

    /** Where it keeps what it has. */
    Path mirror();

    /** Brings the mirror up to date. */
    Usage sync() throws IOException, InterruptedException;

    @Override
    default void close() throws IOException {}
}
