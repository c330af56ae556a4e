package org.esxsync.api.patch;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One file of a patch, as published.
 *
 * @param path its name, or its path in its depot: {@code ESX-1002424.tgz}, {@code
 *     vib20/x/VMW_bootbank_x_1.0-1.vib}
 * @param location where it can be read: an {@code http}, {@code https} or {@code file} URL, or an
 *     entry of a zip as {@code jar:file:/…/bundle.zip!/vib20/x.vib}, where one more {@code !/}
 *     leads into a zip within the zip
 * @param size bytes, at most 1 TiB, or {@link #UNKNOWN_SIZE}; a file that has not exactly so many
 *     is refused
 * @param approximateSize bytes, at most 1 TiB, where only a rounded size such as "40.0 MB" is
 *     published, or {@link #UNKNOWN_SIZE}; no file is ever checked against it, since it serves only
 *     to plan, to order and to show progress
 * @param digests the published digests; may be empty
 */
public record Artifact(
        RelativePath path, URI location, long size, long approximateSize, List<Digest> digests) {

    /** The publisher does not tell the size. */
    public static final long UNKNOWN_SIZE = -1;

    /** Sizes up to 1 TiB can be added up without a thought of overflow. */
    private static final long MAX_SIZE = 1L << 40;

    /**
     * @throws IllegalArgumentException if a size is neither unknown nor from 0 bytes to 1 TiB
     */
    public Artifact {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(location, "location");
        requirePossible(path, size);
        requirePossible(path, approximateSize);
        digests = List.copyOf(digests);
    }

    /**
     * A file whose size is published exactly or not at all.
     *
     * @throws IllegalArgumentException if the size is neither unknown nor from 0 bytes to 1 TiB
     */
    public Artifact(RelativePath path, URI location, long size, List<Digest> digests) {
        this(path, location, size, UNKNOWN_SIZE, digests);
    }

    /** The bytes to expect: the exact size or else the approximate one, or unknown. */
    public long expectedSize() {
        return size == UNKNOWN_SIZE ? approximateSize : size;
    }

    /** The published SHA-256, by which files are the same wherever each of them is published. */
    public Optional<Digest> sha256() {
        return digests.stream()
                .filter(digest -> digest.algorithm() == Digest.Algorithm.SHA_256)
                .findFirst();
    }

    /** The last part of the path. */
    public String name() {
        return path.name();
    }

    private static void requirePossible(RelativePath path, long size) {
        if (size < UNKNOWN_SIZE || size > MAX_SIZE) {
            throw new IllegalArgumentException(path + " has an impossible size: " + size);
        }
    }
}
