package org.esxsync.api.ledger;

import org.esxsync.api.patch.Artifact;

/**
 * A file that a sync needs, and that any node may download for it.
 *
 * @param number its place in the order; from 1, and never used twice in one epoch
 * @param artifact what to download, from an {@code http} or {@code https} location
 * @param unpack whether it is an archive that stands unpacked
 * @param isForWriter whether only the node may download it that publishes, since others could not
 */
public record OfferedDownload(int number, Artifact artifact, boolean unpack, boolean isForWriter) {

    /**
     * @throws IllegalArgumentException if the number or the location cannot be one
     */
    public OfferedDownload {
        if (number < 1) {
            throw new IllegalArgumentException("the number is " + number);
        }
        if (!canBe(artifact)) {
            throw new IllegalArgumentException("the location is no http URL with a host");
        }
    }

    /** Whether other machines can be expected to reach the location as this one does. */
    public static boolean canBe(Artifact artifact) {
        String scheme = artifact.location().getScheme();
        return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                && artifact.location().getHost() != null;
    }
}
