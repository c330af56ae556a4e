package org.esxsync.serve.http;

/**
 * Bytes of a file.
 *
 * @param first the place of the first, counted from 0
 * @param last the place of the last
 */
public record ByteRange(long first, long last) {

    public long length() {
        return last - first + 1;
    }

    /** As {@code Content-Range} says it. */
    public String contentRange(long whole) {
        return "bytes %d-%d/%d".formatted(first, last, whole);
    }
}
