package org.esxsync.fetch.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.fetch.archive.Sha256;

/**
 * Computes SHA-256 and whatever else was published over one stream of bytes; and MD5 and SHA-1
 * where no SHA-256 was, by which the bytes can be compared with what is published of them later;
 * and the CRC-32 that a zip of the file needs.
 */
public final class Checksums {

    /** Where algorithms come from; a platform under a security policy may lack some. */
    @FunctionalInterface
    public interface Provider {
        MessageDigest digest(String algorithm) throws NoSuchAlgorithmException;
    }

    private final List<Digest> published;
    private final Map<Algorithm, MessageDigest> running = new EnumMap<>(Algorithm.class);
    private final CRC32 crc32 = new CRC32();

    Checksums(List<Digest> published, Provider provider) {
        this.published = published;
        running.put(Algorithm.SHA_256, Sha256.digest());
        List<Algorithm> algorithms =
                new ArrayList<>(published.stream().map(Digest::algorithm).toList());
        if (!algorithms.contains(Algorithm.SHA_256)) {
            algorithms.addAll(List.of(Algorithm.MD5, Algorithm.SHA_1));
        }
        for (Algorithm algorithm : algorithms) {
            if (!running.containsKey(algorithm)) {
                find(algorithm, provider).ifPresent(found -> running.put(algorithm, found));
            }
        }
    }

    void update(byte[] bytes, int offset, int length) {
        for (MessageDigest digest : running.values()) {
            digest.update(bytes, offset, length);
        }
        crc32.update(bytes, offset, length);
    }

    /** Ends the computation. */
    Result finish() {
        Map<Algorithm, String> computed = new EnumMap<>(Algorithm.class);
        running.forEach((algorithm, digest) -> computed.put(algorithm, Sha256.hex(digest)));
        List<Digest> agreed = new ArrayList<>();
        List<Digest> differing = new ArrayList<>();
        List<Digest> uncheckable = new ArrayList<>();
        for (Digest digest : published) {
            String actual = computed.get(digest.algorithm());
            if (actual == null) {
                uncheckable.add(digest);
            } else {
                (actual.equals(digest.hex()) ? agreed : differing).add(digest);
            }
        }
        String sha256 = Objects.requireNonNull(computed.remove(Algorithm.SHA_256));
        published.forEach(digest -> computed.remove(digest.algorithm()));
        List<Digest> others = new ArrayList<>();
        computed.forEach((algorithm, hex) -> others.add(new Digest(algorithm, hex)));
        return new Result(sha256, crc32.getValue(), agreed, others, differing, uncheckable);
    }

    private static Optional<MessageDigest> find(Algorithm algorithm, Provider provider) {
        try {
            return Optional.of(provider.digest(algorithm.standardName()));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /**
     * What was computed, and how it compares.
     *
     * @param sha256 in hexadecimal
     * @param crc32 of the same bytes
     * @param agreed the published digests that the bytes have
     * @param others further digests of the bytes, which were not published
     * @param differing those that they have not
     * @param uncheckable those that this Java cannot compute
     */
    record Result(
            String sha256,
            long crc32,
            List<Digest> agreed,
            List<Digest> others,
            List<Digest> differing,
            List<Digest> uncheckable) {}
}
