package org.esxsync.serve.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes in memory. */
public final class BytesBody implements Body {

    private final byte[] bytes;

    /**
     * @param bytes not changed any more
     */
    public BytesBody(byte[] bytes) {
        this.bytes = bytes;
    }

    public static BytesBody of(String text) {
        return new BytesBody(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void read(long at, ByteBuffer into) {
        into.put(bytes, (int) at, (int) Math.min(into.remaining(), bytes.length - at));
    }
}
