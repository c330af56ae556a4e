package org.esxsync.serve.http;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which names bytes in entity tags. */
public final class Sha256 {

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }

    /** Takes more bytes. */
    public void update(ByteBuffer bytes) {
        digest.update(bytes);
    }

    /** The strong tag of all bytes so far. */
    public EntityTag tag() {
        return EntityTag.strong(HexFormat.of().formatHex(digest.digest()));
    }

    /** The strong tag of some bytes. */
    public static EntityTag tag(byte[] bytes) {
        Sha256 all = new Sha256();
        all.update(ByteBuffer.wrap(bytes));
        return all.tag();
    }
}
