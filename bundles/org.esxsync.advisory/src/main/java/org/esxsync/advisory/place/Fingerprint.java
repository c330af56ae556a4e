package org.esxsync.advisory.place;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells whether a file is as it was, in eight bytes: its path, its size and when it was written,
 * digested. Used by one thread.
 */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param path its path below the place
     * @param size its bytes
     * @param modified when it was written, in nanoseconds
     */
    long of(String path, long size, long modified) {
        digest.update(path.getBytes(StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(size).putLong(modified).array());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
