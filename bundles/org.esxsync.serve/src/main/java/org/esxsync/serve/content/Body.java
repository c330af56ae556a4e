package org.esxsync.serve.content;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes of a known number that can be read at any place. Used by one thread at a time. */
public interface Body extends Closeable {

    /** How many bytes there are. */
    long length();

    /**
     * Reads as many bytes as are at hand, at least one.
     *
     * @param at the place of the first; less than the length
     * @param into takes them, and has room
     * @throws IOException if there are fewer bytes than there should be, too
     */
    void read(long at, ByteBuffer into) throws IOException;

    @Override
    default void close() throws IOException {}
}
