package org.esxsync.api.patch;

/** Digests to test with; each of other bytes. */
final class Digests {

    static final Digest MD5 = Digest.of(Digest.Algorithm.MD5, new byte[] {1});
    static final Digest SHA_1 = Digest.of(Digest.Algorithm.SHA_1, new byte[] {2});
    static final Digest SHA_256 = Digest.of(Digest.Algorithm.SHA_256, new byte[] {3});

    private Digests() {}
}
