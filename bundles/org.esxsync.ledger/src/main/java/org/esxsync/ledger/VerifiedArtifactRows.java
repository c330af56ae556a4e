package org.esxsync.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;

/** The artifacts of publications as we verified them. */
final class VerifiedArtifactRows {

    private record Head(long position, RelativePath path, long size, String sha256) {}

    private static final String FIRST_PUBLICATION =
            """
            (SELECT min(number) FROM publication
            WHERE id = ? AND revision = ? AND state = 'STANDING')
            """;

    private static final String HEADS =
            """
            SELECT position, path, size, sha256 FROM verified_artifact
            WHERE publication = %s ORDER BY position
            """;
    private static final String CHECKED =
            """
            SELECT artifact AS parent, algorithm, hex FROM checked_digest
            WHERE publication = %s ORDER BY artifact, position
            """;

    private VerifiedArtifactRows() {}

    static void insert(Session session, long publication, List<VerifiedArtifact> artifacts)
            throws SQLException {
        int position = 1;
        for (VerifiedArtifact artifact : artifacts) {
            session.update(
                    "INSERT INTO verified_artifact VALUES (?, ?, ?, ?, ?)",
                    publication,
                    position,
                    artifact.path().value(),
                    artifact.size(),
                    artifact.sha256());
            Digests.insert(session, "checked_digest", publication, position, artifact.checked());
            position++;
        }
    }

    /** Of the first publication, where the patch is published in several releases. */
    static List<VerifiedArtifact> of(Session session, PatchKey patch) throws SQLException {
        return of(session, FIRST_PUBLICATION, patch.id(), patch.revision());
    }

    static List<VerifiedArtifact> of(Session session, long publication) throws SQLException {
        return of(session, "?", publication);
    }

    /**
     * @param publication SQL for its number
     */
    private static List<VerifiedArtifact> of(
            Session session, String publication, Object... parameters) throws SQLException {
        List<VerifiedArtifact> artifacts = new ArrayList<>();
        try (Cursor<Head> heads =
                        session.query(
                                HEADS.formatted(publication),
                                VerifiedArtifactRows::head,
                                parameters);
                Parts<Digest> digests =
                        new Parts<>(
                                session, CHECKED.formatted(publication), Row::digest, parameters)) {
            while (heads.next()) {
                Head head = heads.current();
                artifacts.add(
                        new VerifiedArtifact(
                                head.path(),
                                head.size(),
                                head.sha256(),
                                digests.of(head.position())));
            }
        }
        return artifacts;
    }

    private static Head head(Row row) throws SQLException {
        return new Head(
                row.number("position"), row.path("path"), row.number("size"), row.text("sha256"));
    }
}
