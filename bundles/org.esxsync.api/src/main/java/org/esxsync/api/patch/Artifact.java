package org.esxsync.api.patch;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * One file of a patch, as published.
 *
 * @param path its name, or its path in its depot: {@code ESX-1002424.tgz}, {@code
 *     vib20/x/VMW_bootbank_x_1.0-1.vib}
 * @param location where it can be read: an {@code http}, {@code https} or {@code file} URL, or an
 *     entry of a zip as {@code jar:file:/…/bundle.zip!/vib20/x.vib}, where one more {@code !/}
 *     leads into a zip within the zip
 * @param size bytes, at most 1 TiB, or {@link #UNKNOWN_SIZE}
 * @param digests the published digests; may be empty
 */
public record Artifact(RelativePath path, URI location, long size, List<Digest> digests) {

    /** The publisher does not tell the size. */
    public static final long UNKNOWN_SIZE = -1;

    /** Sizes up to 1 TiB can be added up without a thought of overflow. */
    private static final long MAX_SIZE = 1L << 40;

    /**
     * @throws IllegalArgumentException if the size is neither unknown nor from 0 bytes to 1 TiB
     */
    public Artifact {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(location, "location");
        if (size < UNKNOWN_SIZE || size > MAX_SIZE) {
            throw new IllegalArgumentException(path + " has an impossible size: " + size);
        }
        digests = List.copyOf(digests);
    }

    /** The last part of the path. */
    public String name() {
        return path.name();
    }
}
