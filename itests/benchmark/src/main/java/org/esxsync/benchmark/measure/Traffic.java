package org.esxsync.benchmark.measure;

/**
 * What a server was asked for: requests and the bytes of their answers' bodies.
 *
 * @param requests how many
 * @param bytes how many
 */
public record Traffic(long requests, long bytes) {

    public static final Traffic NONE = new Traffic(0, 0);

    /** What was asked for since then. */
    public Traffic since(Traffic before) {
        return new Traffic(requests - before.requests, bytes - before.bytes);
    }
}
