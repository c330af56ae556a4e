package org.esxsync.api.ledger;

import java.util.ArrayList;
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
 * @param computed our own other digests of it, to compare it with what is published later
 */
public record VerifiedArtifact(
        RelativePath path, long size, String sha256, List<Digest> checked, List<Digest> computed) {

    public VerifiedArtifact {
        checked = List.copyOf(checked);
        computed = List.copyOf(computed);
    }

    /** One of which we computed no other digest. */
    public VerifiedArtifact(RelativePath path, long size, String sha256, List<Digest> checked) {
        this(path, size, sha256, checked, List.of());
    }

    /** All digests that it is known to have. */
    public List<Digest> known() {
        List<Digest> known = new ArrayList<>(checked);
        known.addAll(computed);
        known.add(new Digest(Digest.Algorithm.SHA_256, sha256));
        return known;
    }
}
