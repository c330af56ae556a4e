package org.esxsync.api.ledger;

import java.util.List;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;

/**
 * An artifact that was downloaded and agreed with what was published.
 *
 * @param path as published
 * @param size its bytes
 * @param sha256 our own SHA-256 of it in hexadecimal digits
 * @param checked the published digests that were compared
 */
public record VerifiedArtifact(RelativePath path, long size, String sha256, List<Digest> checked) {

    public VerifiedArtifact {
        checked = List.copyOf(checked);
    }
}
