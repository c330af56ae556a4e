package org.esxsync.source.files.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.esxsync.api.patch.Digest;

/** Sums up what a scan saw, so that the next one can tell whether anything has changed. */
public final class Sums {

    private Sums() {}

    /** One short text for many. */
    public static String of(List<String> parts) {
        MessageDigest digest = digest(Digest.Algorithm.SHA_256);
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Starts a digest.
     *
     * @throws IllegalStateException if this Java platform lacks the algorithm
     */
    public static MessageDigest digest(Digest.Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.standardName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks " + algorithm, e);
        }
    }
}
