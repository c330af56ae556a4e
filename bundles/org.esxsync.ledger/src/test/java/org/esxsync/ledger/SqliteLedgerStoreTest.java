package org.esxsync.ledger;

import static org.esxsync.ledger.testkit.LedgerSamples.NOON;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.ledger.database.Database;
import org.esxsync.ledger.database.Schema;
import org.esxsync.ledger.sql.LedgerName;
import org.esxsync.ledger.testkit.LedgerSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteLedgerStoreTest {

    private static final int PAGE = 4096;

    private final SqliteLedgerStore store = new SqliteLedgerStore();
    @TempDir private Path directory;

    @Test
    void whatWasWrittenIsThereWhenTheLedgerIsOpenedAgain() {
        write("X");

        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            assertEquals(1, ledger.patches("X").size());
        }
        assertEquals(Set.of("ledger.db"), files());
    }

    @Test
    void aLedgerInADatabaseIsNotLeftForOneInAFile() {
        new LedgerName(UUID.randomUUID(), "jdbc:postgresql://db.example/x").write(directory);

        for (Executable call :
                List.<Executable>of(
                        () -> store.open(directory, Durability.FULL),
                        () -> store.openToRead(directory))) {
            String message = assertThrows(LedgerException.class, call).getMessage();
            assertTrue(message.contains("in the database jdbc:postgresql://db.example/x"), message);
        }
        assertEquals(Set.of("ledger.name"), files());
    }

    @Test
    void aDirectoryWithAnyNameWillDo() throws IOException {
        directory = Files.createDirectory(directory.resolve("what? 100% #1 'a&b'"));

        write("X");

        assertEquals(Set.of("ledger.db"), files());
    }

    @Test
    void lookingNeverMakesALedger() throws IOException {
        assertTrue(store.openToRead(directory).isEmpty());
        assertTrue(store.openToRead(directory.resolve("nowhere")).isEmpty());
        Files.createFile(directory.resolve("ledger.db"));
        assertTrue(store.openToRead(directory).isEmpty());
        assertEquals(0, Files.size(directory.resolve("ledger.db")));
    }

    @Test
    void lookingLeavesNothingBehind() {
        write("X");

        store.openToRead(directory).orElseThrow().close();

        assertEquals(Set.of("ledger.db"), files());
    }

    @Test
    void aLedgerWhoseMakerWasInterruptedIsMadeAnew() throws IOException {
        Files.createFile(directory.resolve("ledger.db"));

        write("X");
    }

    @Test
    void theOwnerAloneMayWriteToTheLedgerAndItsLog() throws IOException {
        Path file = directory.resolve("ledger.db");
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
        Files.createFile(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            ledger.recordSighting(LedgerSamples.bare("s", "X"), NOON);

            for (String suffix : List.of("", "-wal", "-shm")) {
                assertEquals(
                        "rw-r--r--",
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(Path.of(file + suffix))),
                        suffix);
            }
        }
    }

    @Test
    void aMirrorThatIsAFileHasNoLedger() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertTrue(store.openToRead(file.resolve(".esxsync")).isEmpty());
    }

    @Test
    void aReaderSeesWhatAWriterCommits() {
        try (Ledger writer = store.open(directory, Durability.FULL);
                Ledger reader = store.openToRead(directory).orElseThrow()) {
            writer.inOneTransaction(
                    () -> {
                        writer.recordSighting(LedgerSamples.bare("s", "X"), NOON);
                        assertEquals(0, reader.patches("X").size());
                    });
            assertEquals(1, reader.patches("X").size());
        }
    }

    @Test
    void aReaderCannotWrite() {
        write("X");

        try (Ledger reader = store.openToRead(directory).orElseThrow()) {
            assertFails(
                    "opened to read",
                    () -> reader.recordSighting(LedgerSamples.bare("s", "Y"), NOON));
            assertFails("opened to read", () -> reader.inOneTransaction(() -> {}));
            assertEquals(1, reader.patches("X").size());
        }
    }

    @Test
    void aClosedLedgerSaysSo() {
        Ledger ledger = store.open(directory, Durability.FULL);
        ledger.close();
        ledger.close();

        assertFails("closed", () -> ledger.patches("X"));
        assertFails("closed", () -> ledger.recordSighting(LedgerSamples.bare("s", "X"), NOON));
    }

    @Test
    void aDirectoryThatIsMissingIsNamed() {
        assertFails(
                "does not exist", () -> store.open(directory.resolve("nowhere"), Durability.FULL));
    }

    @Test
    void aFileThatIsNotADatabaseIsMovedAsideForANewLedger() throws IOException {
        byte[] bytes = "<html>not a database, but long enough to be one".repeat(99).getBytes();
        Files.write(directory.resolve("ledger.db"), bytes);

        assertFails("the next sync moves it aside", () -> store.openToRead(directory));
        store.open(directory, Durability.FULL).close();

        assertReplaced();
        assertArrayEquals(bytes, Files.readAllBytes(aside()));
    }

    @Test
    void aDatabaseThatIsDamagedAllOverIsMovedAsideForANewLedger() throws IOException {
        write("X");
        damage(1, (int) Files.size(directory.resolve("ledger.db")) / PAGE - 1);

        assertFails("damaged", () -> store.openToRead(directory));
        store.open(directory, Durability.FULL).close();

        assertReplaced();
    }

    @Test
    void aDamagedTableIsRecognisedWhenItIsReadAndTheNextWriterReplacesTheLedger()
            throws IOException, SQLException {
        write("X");
        damage(rootPage("patch") - 1, 1);

        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            assertFails("damaged", () -> ledger.patches("X"));
            assertEquals(List.of(), ledger.history(1));
        }
        write("X");

        assertReplaced();
    }

    @Test
    void aCheckOfTheHistoryMeetsDamageOfAnythingElse() throws IOException, SQLException {
        write("X");
        damage(rootPage("published_file_by_path") - 1, 1);

        try (Ledger ledger = store.openToRead(directory).orElseThrow()) {
            assertEquals(List.of(), ledger.history(1));
            assertFails("restore it from a backup", ledger::firstBreak);
        }
        store.open(directory, Durability.FULL).close();

        assertReplaced();
    }

    @Test
    void aMarkOfDamageThatIsNotThereIsTakenAway() throws IOException {
        write("X");
        Files.createFile(directory.resolve("ledger.db.damaged"));

        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            assertEquals(1, ledger.patches("X").size());
        }
        assertEquals(Set.of("ledger.db"), files());
    }

    /** After each rename, and after the new ledger was made but not yet told of it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aProcessThatIsKilledWhileItMovesADamagedLedgerIsFollowedByOneThatEndsIt(int moved)
            throws IOException {
        String aside = "ledger-damaged-20250101T000000.000Z.db";
        write("X");
        damage(1, (int) Files.size(directory.resolve("ledger.db")) / PAGE - 1);
        byte[] damaged = Files.readAllBytes(directory.resolve("ledger.db"));
        Files.writeString(directory.resolve("ledger.db-wal"), "the log");
        Files.writeString(directory.resolve("ledger.db.damaged"), aside);
        for (String suffix : List.of("", "-wal").subList(0, Math.min(moved, 2))) {
            Files.move(directory.resolve("ledger.db" + suffix), directory.resolve(aside + suffix));
        }
        if (moved == 3) {
            Database.open(directory.resolve("ledger.db"), Schema.current(), Durability.FULL)
                    .close();
        }

        store.open(directory, Durability.FULL).close();

        try (Ledger ledger = store.openToRead(directory).orElseThrow()) {
            assertEquals(Event.Kind.LEDGER_REPLACED, ledger.history(9).get(0).event().kind());
        }
        assertEquals(Set.of("ledger.db", aside, aside + "-wal"), files());
        assertArrayEquals(damaged, Files.readAllBytes(directory.resolve(aside)));
        assertEquals("the log", Files.readString(directory.resolve(aside + "-wal")));
    }

    @Test
    void aMarkThatAPowerCutLeftWithoutADatabaseIsTakenAway() throws IOException {
        Files.createFile(directory.resolve("ledger.db.damaged"));

        store.open(directory, Durability.FULL).close();

        assertEquals(Set.of("ledger.db"), files());
    }

    private void assertReplaced() {
        try (Ledger ledger = store.openToRead(directory).orElseThrow()) {
            Event first = ledger.history(100).get(0).event();
            assertEquals(Event.Kind.LEDGER_REPLACED, first.kind());
            assertTrue(first.detail().contains(aside().getFileName().toString()), first::detail);
        }
        assertEquals(Set.of("ledger.db", aside().getFileName().toString()), files());
    }

    private Path aside() {
        return files().stream()
                .filter(name -> name.startsWith("ledger-damaged-") && name.endsWith(".db"))
                .map(directory::resolve)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAKilledWriterCommittedIsSeen() throws IOException {
        Path copy = copyOfALedgerInUse();

        try (Ledger reader = store.openToRead(copy).orElseThrow()) {
            assertEquals(1, reader.patches("X").size());
        }
        try (Ledger writer = store.open(copy, Durability.FULL)) {
            assertEquals(1, writer.patches("X").size());
        }
    }

    @Test
    void aLedgerInADirectoryThatCannotBeWrittenIsRead() throws IOException {
        write("X");

        whileReadOnly(
                directory,
                () -> {
                    try (Ledger reader = store.openToRead(directory).orElseThrow()) {
                        assertEquals(1, reader.patches("X").size());
                    }
                    assertFails("who may write", () -> store.open(directory, Durability.FULL));
                });
        assertEquals(Set.of("ledger.db"), files());
    }

    @Test
    void whatAKilledWriterLeftInADirectoryThatCannotBeWrittenIsNotIgnored() throws IOException {
        Path copy = copyOfALedgerInUse();

        whileReadOnly(copy, () -> assertFails("who may write", () -> store.openToRead(copy)));
    }

    @Test
    void aRowThatMakesNoSenseIsReportedAsDamage() throws SQLException {
        write("X");
        execute(
                "UPDATE patch SET artifacts = concat_ws(char(9), '../../etc/passwd', 'http://x/',"
                        + " '', '')");

        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            assertFails("makes no sense", () -> ledger.patches("X"));
        }
    }

    @Test
    void theDatabaseOfAnotherProgramIsRefused() throws SQLException {
        execute("CREATE TABLE bookmark (url TEXT)");

        assertFails("another program", () -> store.open(directory, Durability.FULL));
        assertFails("another program", () -> store.openToRead(directory));
    }

    @Test
    void aNewerLedgerIsRefused() throws SQLException {
        write("X");
        execute("PRAGMA user_version = 99");

        assertFails(
                "newer version of ESX Sync (schema 99",
                () -> store.open(directory, Durability.FULL));
        assertFails("newer version of ESX Sync (schema 99", () -> store.openToRead(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-wal", "-shm", "-journal", ".damaged"})
    void aDirectoryInThePlaceOfAFileIsNamedAndWhatToDo(String suffix) throws IOException {
        write("X");
        Path inTheWay = directory.resolve("ledger.db" + suffix);
        Files.deleteIfExists(inTheWay);
        Files.createDirectory(inTheWay);
        Files.createFile(inTheWay.resolve("kept"));

        for (Executable opening : opening()) {
            assertFails("a directory and not a file; move it away", opening);
        }
        assertTrue(Files.exists(inTheWay.resolve("kept")));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2})
    void aSchemaNumberThatIsTooLowSaysWhatToDoAndChangesNothing(int number) throws SQLException {
        write("X");
        execute("PRAGMA user_version = " + number);

        assertFails(
                "restore the ledger from a backup, or move it away",
                () -> store.open(directory, Durability.FULL));
        assertFails(
                number > 0 ? "run a sync" : "restore the ledger from a backup, or move it away",
                () -> store.openToRead(directory));

        assertEquals(Set.of("ledger.db"), files());
        execute("PRAGMA user_version = " + Schema.current().scripts().size());
        try (Ledger ledger = store.openToRead(directory).orElseThrow()) {
            assertEquals(1, ledger.patches("X").size());
        }
    }

    @Test
    void aSchemaNumberThatIsTooHighForItsTablesSaysWhatToDo() throws SQLException {
        Schema first = new Schema(Schema.current().scripts().subList(0, 1));
        Database.open(directory.resolve("ledger.db"), first, Durability.FULL).close();
        execute("PRAGMA user_version = " + Schema.current().scripts().size());

        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            assertFails(
                    "restore the ledger from a backup, or move it away", () -> ledger.patches("X"));
        }
    }

    private List<Executable> opening() {
        return List.of(
                () -> store.open(directory, Durability.FULL), () -> store.openToRead(directory));
    }

    /** As a killed process leaves it: the last transactions are still in the log. */
    private Path copyOfALedgerInUse() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            ledger.recordSighting(LedgerSamples.bare("s", "X"), NOON);
            for (String name : List.of("ledger.db", "ledger.db-wal")) {
                Files.copy(directory.resolve(name), copy.resolve(name));
            }
        }
        return copy;
    }

    private static void whileReadOnly(Path directory, Executable action) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(directory), "the superuser may write everywhere");
            assertDoesNotThrow(action);
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void damage(int firstPage, int pages) throws IOException {
        Path file = directory.resolve("ledger.db");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, firstPage * PAGE, (firstPage + pages) * PAGE, (byte) 0x5a);
        Files.write(file, bytes);
    }

    private int rootPage(String table) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("ledger.db"));
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT rootpage FROM sqlite_schema WHERE name = '"
                                        + table
                                        + "'")) {
            return rows.getInt(1);
        }
    }

    private void write(String id) {
        try (Ledger ledger = store.open(directory, Durability.FULL)) {
            ledger.recordSighting(LedgerSamples.bare("s", id), NOON);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Set<String> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertFails(String reason, Executable action) {
        LedgerException failure = assertThrows(LedgerException.class, action);
        String message = failure.getMessage();
        assertTrue(message.contains(reason), message);
        assertTrue(message.contains("ledger.db"), message);
        assertFalse(message.contains("\n"), message);
    }
}
