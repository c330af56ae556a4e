package org.esxsync.ledger.sql.tables;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.RowTexts;
import org.esxsync.ledger.sql.session.Session;

/** The artifacts of publications as we verified them. */
public final class VerifiedArtifactRows {

    private static final String FIRST_PUBLICATION =
            """
            (SELECT min(number) FROM publication
            WHERE id = ? AND revision = ? AND state = '%s')
            """
                    .formatted(PublicationState.STANDING);

    private VerifiedArtifactRows() {}

    static void insert(Session session, Map<Long, Publication> publications) throws SQLException {
        RowTexts rows = new RowTexts();
        publications.forEach((number, publication) -> add(rows, number, publication.artifacts()));
        session.update(
                """
                INSERT INTO verified_artifact
                    (publication, position, path, size, sha256, checked, computed)
                SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), value ->> 2,
                    CAST(value ->> 3 AS BIGINT), value ->> 4, value ->> 5, value ->> 6
                FROM json_each(?)
                """,
                rows.toString());
    }

    private static void add(RowTexts rows, long publication, List<VerifiedArtifact> artifacts) {
        int position = 1;
        for (VerifiedArtifact artifact : artifacts) {
            rows.add(
                    publication,
                    position++,
                    artifact.path().value(),
                    artifact.size(),
                    artifact.sha256(),
                    Digests.text(artifact.checked()),
                    Digests.text(artifact.computed()));
        }
    }

    /** Of the first publication, where the patch is published in several releases. */
    public static List<VerifiedArtifact> of(Session session, PatchKey patch) throws SQLException {
        return session.all(
                """
                SELECT path, size, sha256, checked, computed FROM verified_artifact
                WHERE publication = %s ORDER BY position
                """
                        .formatted(FIRST_PUBLICATION),
                VerifiedArtifactRows::artifact,
                patch.id(),
                patch.revision());
    }

    /** The artifacts of publications, by the number of each that has any. */
    static Map<Long, List<VerifiedArtifact>> of(Session session, Collection<Long> publications)
            throws SQLException {
        return session
                .all(
                        """
                        SELECT publication, path, size, sha256, checked, computed
                        FROM verified_artifact
                        WHERE publication IN (SELECT CAST(value AS BIGINT) FROM json_each(?))
                        ORDER BY publication, position
                        """,
                        row -> Map.entry(row.number("publication"), artifact(row)),
                        publications.toString())
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static VerifiedArtifact artifact(Row row) throws SQLException {
        return new VerifiedArtifact(
                row.path("path"),
                row.number("size"),
                row.text("sha256"),
                Digests.parse(row.text("checked")),
                Digests.parse(row.text("computed")));
    }
}
