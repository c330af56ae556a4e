package org.esxsync.ledger.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.ledger.sql.tables.PatchReader;
import org.esxsync.ledger.sql.tables.Sightings;
import org.esxsync.ledger.sql.tables.VerifiedArtifactRows;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final Schema CURRENT = Schema.current();

    private static final Patch OF_THE_FIRST_SCHEMA =
            Patch.builder("s", "X", "vi3")
                    .title("X")
                    .platforms(List.of(new Platform("esx", "3.0.1"), new Platform("esx", "3.0.2")))
                    .supersedes(List.of("B", "A"))
                    .metadata(artifact("metadata.zip", 7, LedgerSamples.sha256("m")))
                    .artifact(
                            artifact(
                                    "y.tgz",
                                    40_000_123,
                                    LedgerSamples.md5("y"),
                                    LedgerSamples.sha256("y")))
                    .artifact(artifact("x.tgz", Artifact.UNKNOWN_SIZE))
                    .build();

    private static final String ROWS_OF_THE_FIRST_SCHEMA =
            """
            INSERT INTO patch VALUES (1, 's', 'X', '%1$s', 'vi3', 'X', NULL, '', '', 'UNKNOWN',
                NULL, '2007-04-01T12:00:00.000Z', '2007-04-01T12:00:00.000Z');
            INSERT INTO platform VALUES (1, 2, 'esx', '3.0.2'), (1, 1, 'esx', '3.0.1');
            INSERT INTO supersedes VALUES (1, 2, 'A'), (1, 1, 'B');
            INSERT INTO artifact VALUES
                (1, 2, 'x.tgz', 'http://patches.example/x.tgz', NULL),
                (1, 1, 'y.tgz', 'http://patches.example/y.tgz', 40000123),
                (1, 0, 'metadata.zip', 'http://patches.example/metadata.zip', 7);
            INSERT INTO artifact_digest VALUES
                (1, 1, 2, 'SHA-256', '%2$s'), (1, 1, 1, 'MD5', '%3$s'),
                (1, 0, 1, 'SHA-256', '%4$s');
            INSERT INTO publication VALUES (1, 'STANDING', NULL, 'esx-3.0.1', 'X', '%1$s', 's',
                '2007-04-02T12:00:00.000Z', NULL);
            INSERT INTO verified_artifact VALUES
                (1, 1, 'y.tgz', 40000123, '%2$s'), (1, 2, 'x.tgz', 1, '%4$s');
            INSERT INTO checked_digest VALUES
                (1, 1, 2, 'SHA-256', '%2$s'), (1, 1, 1, 'MD5', '%3$s');
            """
                    .formatted(
                            OF_THE_FIRST_SCHEMA.revision(),
                            LedgerSamples.sha256("y").hex(),
                            LedgerSamples.md5("y").hex(),
                            LedgerSamples.sha256("m").hex());

    private static final Patch OF_THE_SECOND_SCHEMA =
            Patch.builder("s", "B", "vi3")
                    .title("B")
                    .artifact(
                            new Artifact(
                                    new RelativePath("b.tgz"),
                                    URI.create("http://patches.example/b.tgz"),
                                    Artifact.UNKNOWN_SIZE,
                                    40_000_000,
                                    List.of()))
                    .build();

    private static final String ROWS_OF_THE_SECOND_SCHEMA =
            """
            INSERT INTO patch VALUES
                (1, 's', 'A', '%s', '%s', '%s', NULL, '', '', 'UNKNOWN', NULL,
                    '2007-04-01T12:00:00.000Z', '2007-04-01T12:00:00.000Z'),
                (2, 's', 'B', '%s', 'vi3', 'B', NULL, '', '', 'UNKNOWN', NULL,
                    '2007-04-01T12:00:00.000Z', '2007-04-01T12:00:00.000Z');
            INSERT INTO artifact VALUES
                (2, 1, 'b.tgz', 'http://patches.example/b.tgz', NULL, 40000000);
            """
                    .formatted(
                            LedgerSamples.bare("s", "A").revision(),
                            LedgerSamples.bare("s", "A").format(),
                            LedgerSamples.bare("s", "A").title(),
                            OF_THE_SECOND_SCHEMA.revision());

    private static final String ROWS_OF_THE_THIRD_SCHEMA =
            """
            INSERT INTO patch (number, source, id, revision, format, title, category, severity,
                reboot, first_seen, last_seen)
            VALUES
                (1, 's', 'A', 'a', 'depot', 'A', '', '', 'UNKNOWN',
                    '2007-04-01T12:00:00.000Z', '2007-04-01T12:00:00.000Z'),
                (2, 's', 'B', 'b', 'vi3', 'B', '', '', 'UNKNOWN',
                    '2007-04-01T12:00:00.000Z', '2007-04-01T12:00:00.000Z');
            """;

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void make() {
        file = directory.resolve("ledger.db");
        Database.open(file, CURRENT, Durability.FULL).close();
    }

    @Test
    void anOlderLedgerIsBroughtUpToDateAndKeepsItsRows() {
        try (Database old = Database.open(file, CURRENT, Durability.FULL)) {
            old.change(
                    session ->
                            Sightings.record(
                                    session,
                                    List.of(LedgerSamples.bare("s", "X")),
                                    LedgerSamples.NOON));
        }

        try (Database database =
                Database.open(file, with("ALTER TABLE patch ADD note TEXT;"), Durability.FULL)) {
            assertEquals(
                    List.of("X"),
                    database.read(
                            session ->
                                    session.all(
                                            "SELECT id FROM patch WHERE note IS NULL",
                                            row -> row.text("id"))));
        }
    }

    @Test
    void aLedgerOfTheFirstSchemaKeepsItsPatchesAndPublications() {
        Path first = directory.resolve("first.db");
        Schema original = new Schema(CURRENT.scripts().subList(0, 1));
        try (Database old = Database.open(first, original, Durability.FULL)) {
            old.change(session -> session.execute(ROWS_OF_THE_FIRST_SCHEMA));
        }

        try (Database database = Database.open(first, CURRENT, Durability.FULL)) {
            assertEquals(OF_THE_FIRST_SCHEMA, onlyPatch(database));
            assertEquals(
                    List.of(List.of(LedgerSamples.md5("y"), LedgerSamples.sha256("y")), List.of()),
                    checked(database));
            assertEquals(
                    Optional.of(0L),
                    database.read(
                            session ->
                                    session.first(
                                            "PRAGMA freelist_count",
                                            row -> row.number("freelist_count"))));
        }
    }

    @Test
    void aLedgerOfTheSecondSchemaKeepsRoundedSizesAndPatchesWithoutParts() {
        Path second = directory.resolve("second.db");
        Schema original = new Schema(CURRENT.scripts().subList(0, 2));
        try (Database old = Database.open(second, original, Durability.FULL)) {
            old.change(session -> session.execute(ROWS_OF_THE_SECOND_SCHEMA));
        }

        try (Database database = Database.open(second, CURRENT, Durability.FULL)) {
            assertEquals(
                    List.of(LedgerSamples.bare("s", "A"), OF_THE_SECOND_SCHEMA), patches(database));
        }
    }

    @Test
    void aLedgerOfTheThirdSchemaHasBulletinsInDepotsAndPatchesElsewhere() {
        Path third = directory.resolve("third.db");
        Schema original = new Schema(CURRENT.scripts().subList(0, 3));
        try (Database old = Database.open(third, original, Durability.FULL)) {
            old.change(session -> session.execute(ROWS_OF_THE_THIRD_SCHEMA));
        }

        try (Database database = Database.open(third, CURRENT, Durability.FULL)) {
            List<Patch> patches = patches(database);
            assertEquals(
                    List.of(Patch.builder("s", "A", "depot").build(), LedgerSamples.bare("s", "B")),
                    patches);
            assertEquals(PatchKind.BULLETIN, patches.get(0).kind());
            assertEquals(PatchKind.PATCH, patches.get(1).kind());
        }
    }

    @Test
    void aVibThatIsLostIsNotPassedOver() {
        try (Database database = Database.open(file, CURRENT, Durability.FULL)) {
            Patch patch = LedgerSamples.bulletin("s", "X");
            database.change(
                    session -> Sightings.record(session, List.of(patch), LedgerSamples.NOON));
            database.change(session -> session.execute("DELETE FROM vib WHERE number = 1"));

            assertThrows(LedgerException.class, () -> patches(database));
        }
    }

    private static Patch onlyPatch(Database database) {
        List<Patch> patches = patches(database);
        assertEquals(1, patches.size());
        return patches.get(0);
    }

    private static List<Patch> patches(Database database) {
        List<Patch> patches = new ArrayList<>();
        database.visit(
                session ->
                        PatchReader.read(
                                session,
                                PatchReader.Selection.ALL,
                                numbered -> patches.add(numbered.patch().patch())));
        return patches;
    }

    private static List<List<Digest>> checked(Database database) {
        PatchKey patch = new PatchKey("X", OF_THE_FIRST_SCHEMA.revision());
        return database.read(session -> VerifiedArtifactRows.of(session, patch)).stream()
                .map(VerifiedArtifact::checked)
                .toList();
    }

    private static Artifact artifact(String name, long size, Digest... digests) {
        return new Artifact(
                new RelativePath(name),
                URI.create("http://patches.example/" + name),
                size,
                List.of(digests));
    }

    @Test
    void aMigrationThatFailsLeavesTheOldLedger() {
        assertThrows(
                LedgerException.class,
                () ->
                        Database.open(
                                file,
                                with("DROP TABLE event; CREATE TABLE patch (x);"),
                                Durability.FULL));

        try (Database database = Database.open(file, CURRENT, Durability.FULL)) {
            assertEquals(
                    Optional.of(0L),
                    database.read(
                            session ->
                                    session.first(
                                            "SELECT count(*) AS n FROM event",
                                            row -> row.number("n"))));
        }
    }

    @Test
    void aMigrationIsTriedOnACopyThatDoesNotStay() {
        Database.open(file, with("ALTER TABLE patch ADD note TEXT;"), Durability.FULL).close();

        assertEquals(List.of("ledger.db"), List.of(directory.toFile().list()));
    }

    @Test
    void anOlderLedgerIsNotChangedByLooking() {
        LedgerException refused =
                assertThrows(
                        LedgerException.class,
                        () -> Database.openToRead(file, with("DROP TABLE event;")));

        assertTrue(refused.getMessage().contains("older version"), refused.getMessage());
    }

    @Test
    void everyTableCarriesARemarkThatTheSqliteProgramShows() {
        try (Database database = Database.open(file, CURRENT, Durability.FULL)) {
            List<String> tables =
                    database.read(
                            session ->
                                    session.all(
                                            "SELECT sql FROM sqlite_schema WHERE type = 'table'",
                                            row -> row.text("sql")));
            assertTrue(
                    tables.stream().allMatch(sql -> sql.contains("\n    -- ")), tables::toString);
        }
    }

    private static Schema with(String script) {
        List<String> scripts = new ArrayList<>(CURRENT.scripts());
        scripts.add(script);
        return new Schema(scripts);
    }
}
