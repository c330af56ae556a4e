package org.esxsync.source.depot.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.esxsync.api.patch.Digest;

/** Sums up the documents of a scan, so that the next one can tell whether any has changed. */
public final class Fingerprint {

    /** To be counted up when the reader learns to read more, so that all is read again. */
    private static final String VERSION = "depot-2:";

    private final MessageDigest digest;

    public Fingerprint() {
        this(sha256());
    }

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    /** The sum so far, to be gone on with. */
    public Fingerprint copy() {
        try {
            return new Fingerprint((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java platform cannot copy a SHA-256", e);
        }
    }

    public void add(Object document, String version) {
        digest.update((document + "\n" + version + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The sum; nothing can be added after that. */
    public String state() {
        return VERSION + HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256 of a whole file. */
    public static Digest sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Digest(Digest.Algorithm.SHA_256, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(Digest.Algorithm.SHA_256.standardName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }
}
