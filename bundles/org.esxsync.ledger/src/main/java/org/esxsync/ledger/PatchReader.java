package org.esxsync.ledger;

import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;

/**
 * Reads patches with all their parts: one query for each table, all in the same order, so that a
 * hundred thousand patches take no more queries than one.
 */
final class PatchReader {

    /** Which patches to read. */
    record Selection(String condition, Object... parameters) {

        static final Selection ALL = new Selection("TRUE");

        static Selection numbered(long number) {
            return new Selection("patch.number = ?", number);
        }
    }

    /** A patch and its number in the table. */
    record Numbered(long number, CataloguedPatch patch) {}

    /** Takes what is read. */
    @FunctionalInterface
    interface Sink {
        void accept(Numbered patch) throws SQLException;
    }

    private record Head(
            long number, Patch.Builder patch, Instant first, Instant last, boolean listed) {}

    private static final String HEADS =
            """
            SELECT patch.*,
                coalesce(patch.last_seen >= source_scan.listed_since, TRUE) AS listed
            FROM patch LEFT JOIN source_scan ON source_scan.source = patch.source
            WHERE %s
            ORDER BY patch.source, patch.id, patch.revision
            """;
    private static final String PLATFORMS =
            """
            SELECT platform.patch AS parent, product, version_pattern
            FROM patch CROSS JOIN platform ON platform.patch = patch.number
            WHERE %s
            ORDER BY patch.source, patch.id, patch.revision, platform.position
            """;
    private static final String SUPERSEDES =
            """
            SELECT supersedes.patch AS parent, superseded_id
            FROM patch CROSS JOIN supersedes ON supersedes.patch = patch.number
            WHERE %s
            ORDER BY patch.source, patch.id, patch.revision, supersedes.position
            """;
    private static final String ARTIFACTS =
            """
            SELECT artifact.patch AS parent, artifact.position, path, location, size,
                approximate_size, algorithm, hex
            FROM patch CROSS JOIN artifact ON artifact.patch = patch.number
                LEFT JOIN artifact_digest ON artifact_digest.patch = artifact.patch
                    AND artifact_digest.artifact = artifact.position
            WHERE %s
            ORDER BY patch.source, patch.id, patch.revision, artifact.position,
                artifact_digest.position
            """;

    private PatchReader() {}

    static void read(Session session, Selection selection, Sink sink) throws SQLException {
        String condition = selection.condition();
        Object[] values = selection.parameters();
        try (Cursor<Head> heads =
                        session.query(HEADS.formatted(condition), PatchReader::head, values);
                Parts<Platform> platforms =
                        new Parts<>(
                                session,
                                PLATFORMS.formatted(condition),
                                PatchReader::platform,
                                values);
                Parts<String> supersedes =
                        new Parts<>(
                                session,
                                SUPERSEDES.formatted(condition),
                                row -> row.text("superseded_id"),
                                values);
                Parts<ArtifactRow> artifacts =
                        new Parts<>(
                                session,
                                ARTIFACTS.formatted(condition),
                                ArtifactRow::read,
                                values)) {
            while (heads.next()) {
                Head head = heads.current();
                head.patch()
                        .platforms(platforms.of(head.number()))
                        .supersedes(supersedes.of(head.number()));
                ArtifactRow.addTo(head.patch(), artifacts.of(head.number()));
                sink.accept(
                        new Numbered(
                                head.number(),
                                new CataloguedPatch(
                                        head.patch().build(),
                                        head.first(),
                                        head.last(),
                                        head.listed())));
            }
        }
    }

    static List<Numbered> list(Session session, Selection selection) throws SQLException {
        List<Numbered> patches = new ArrayList<>();
        read(session, selection, patches::add);
        return patches;
    }

    private static Head head(Row row) throws SQLException {
        Patch.Builder patch =
                Patch.builder(row.text("source"), row.text("id"), row.text("format"))
                        .title(row.text("title"))
                        .releaseDate(
                                Optional.ofNullable(row.textOrNull("release_date"))
                                        .map(LocalDate::parse)
                                        .orElse(null))
                        .classification(
                                new Classification(row.text("category"), row.text("severity")))
                        .reboot(Reboot.valueOf(row.text("reboot")))
                        .details(
                                Optional.ofNullable(row.textOrNull("details"))
                                        .map(URI::create)
                                        .orElse(null));
        return new Head(
                row.number("number"),
                patch,
                row.instant("first_seen"),
                row.instant("last_seen"),
                row.flag("listed"));
    }

    private static Platform platform(Row row) throws SQLException {
        return new Platform(row.text("product"), row.text("version_pattern"));
    }
}
