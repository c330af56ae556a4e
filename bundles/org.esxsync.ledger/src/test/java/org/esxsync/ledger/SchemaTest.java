package org.esxsync.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final Schema CURRENT = Schema.current();

    private static final String PATCH_OF_THE_FIRST_SCHEMA =
            """
            INSERT INTO patch VALUES (1, 's', 'X', '%s', 'vi3', 'X', NULL, '', '', 'UNKNOWN', NULL,
                '2007-04-01T12:00:00.000Z', '2007-04-01T12:00:00.000Z');
            INSERT INTO artifact VALUES (1, 1, 'x.tgz', 'http://patches.example/x.tgz', 40000123);
            INSERT INTO artifact_digest VALUES (1, 1, 1, 'MD5', '%s');
            """
                    .formatted(
                            Patch.builder("s", "X", "vi3")
                                    .artifact(Samples.artifact("x.tgz", Samples.md5("x")))
                                    .build()
                                    .revision(),
                            Samples.md5("x").hex());

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
                            PatchRows.recordSighting(
                                    session, Samples.bare("s", "X"), Samples.NOON));
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
    void aLedgerOfTheFirstSchemaKeepsItsArtifactsAndTakesApproximateSizes() {
        Path first = directory.resolve("first.db");
        Schema original = new Schema(CURRENT.scripts().subList(0, 1));
        try (Database old = Database.open(first, original, Durability.FULL)) {
            old.change(session -> session.execute(PATCH_OF_THE_FIRST_SCHEMA));
        }

        try (Database database = Database.open(first, CURRENT, Durability.FULL)) {
            Artifact known = onlyArtifact(database);
            assertEquals(40_000_123, known.size());
            assertEquals(Artifact.UNKNOWN_SIZE, known.approximateSize());
            assertEquals(List.of(Samples.md5("x")), known.digests());

            Patch listed = Patch.builder("s", "X", "vi3").artifact(ofAbout(known, 7)).build();
            database.change(session -> PatchRows.recordSighting(session, listed, Samples.NOON));
            assertEquals(7, onlyArtifact(database).approximateSize());
        }
    }

    private static Artifact onlyArtifact(Database database) {
        List<PatchReader.Numbered> patches =
                database.read(session -> PatchReader.list(session, PatchReader.Selection.ALL));
        return patches.get(0).patch().patch().artifacts().get(0);
    }

    private static Artifact ofAbout(Artifact artifact, long approximateSize) {
        return new Artifact(
                artifact.path(),
                artifact.location(),
                Artifact.UNKNOWN_SIZE,
                approximateSize,
                artifact.digests());
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
