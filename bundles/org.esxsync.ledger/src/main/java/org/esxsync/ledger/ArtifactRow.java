package org.esxsync.ledger;

import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.jspecify.annotations.Nullable;

/**
 * An artifact with one of its digests, or with none; the rows of an artifact follow each other.
 *
 * @param position 0 for the document that describes the patch to hosts, from 1 for its files
 */
record ArtifactRow(long position, Artifact artifact, @Nullable Digest digest) {

    static final int METADATA = 0;

    static ArtifactRow read(Row row) throws SQLException {
        return new ArtifactRow(
                row.number("position"),
                new Artifact(
                        row.path("path"),
                        URI.create(row.text("location")),
                        row.numberOr("size", Artifact.UNKNOWN_SIZE),
                        row.numberOr("approximate_size", Artifact.UNKNOWN_SIZE),
                        List.of()),
                row.textOrNull("algorithm") == null ? null : row.digest());
    }

    /** Adds the artifacts of a patch to it. */
    static void addTo(Patch.Builder patch, List<ArtifactRow> rows) {
        int first = 0;
        while (first < rows.size()) {
            int end = first;
            List<Digest> digests = new ArrayList<>();
            while (end < rows.size() && rows.get(end).position() == rows.get(first).position()) {
                Digest digest = rows.get(end).digest();
                if (digest != null) {
                    digests.add(digest);
                }
                end++;
            }
            add(patch, rows.get(first), digests);
            first = end;
        }
    }

    private static void add(Patch.Builder patch, ArtifactRow row, List<Digest> digests) {
        Artifact plain = row.artifact();
        Artifact artifact =
                new Artifact(
                        plain.path(),
                        plain.location(),
                        plain.size(),
                        plain.approximateSize(),
                        digests);
        if (row.position() == METADATA) {
            patch.metadata(artifact);
        } else {
            patch.artifact(artifact);
        }
    }
}
