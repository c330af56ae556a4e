package org.esxsync.sync.share;

import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;

/**
 * What is equal in artifacts that are the same, wherever each can be read.
 *
 * @param size as published
 * @param digests as published, a SHA-256 among them
 */
public record Content(long size, List<Digest> digests) {

    public Content {
        digests = List.copyOf(digests);
    }

    public static Content of(Artifact artifact) {
        return new Content(artifact.size(), artifact.digests());
    }
}
