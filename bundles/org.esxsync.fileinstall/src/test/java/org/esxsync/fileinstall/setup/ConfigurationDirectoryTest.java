package org.esxsync.fileinstall.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDirectoryTest {

    @TempDir private Path path;

    private Path file(String text, String mode) throws IOException {
        Path file = Files.writeString(path.resolve("a.cfg"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aFileKeepsItsModeAndNothingIsLeftBeside() throws IOException {
        Path file = file("a=1\n", "rw-r-----");

        new ConfigurationDirectory(path).change(file, text -> text + "b=2\n");

        assertEquals("a=1\nb=2\n", Files.readString(file));
        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(path)) {
            assertEquals(
                    List.of(".lock", "a.cfg"),
                    files.map(each -> each.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aFileThatGetsASecretIsHiddenFromOthers() throws IOException {
        Path file = file("a=1\n", "rw-r--r--");

        new ConfigurationDirectory(path).changeAndHide(file, text -> text + "password=x\n");

        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aReadOnlyFileStaysAsItIs() throws IOException {
        Path file = file("a=1\n", "r--r--r--");
        ConfigurationDirectory directory = new ConfigurationDirectory(path);

        EsxSyncException problem =
                assertThrows(EsxSyncException.class, () -> directory.change(file, text -> "b=2\n"));

        assertEquals(file + " is read-only; nothing was changed", problem.getMessage());
        assertThrows(EsxSyncException.class, () -> directory.delete(file));
        assertEquals("a=1\n", Files.readString(file));
    }

    @Test
    void aFileThatIsThereIsNotMadeAgain() throws IOException {
        Path file = file("a=1\n", "rw-r--r--");
        ConfigurationDirectory directory = new ConfigurationDirectory(path);

        assertThrows(EsxSyncException.class, () -> directory.create(file, "b=2\n", () -> {}));
        assertEquals("a=1\n", Files.readString(file));
    }

    @Test
    void aDirectoryAndALinkThatLeadsNowhereStay() throws IOException {
        Path inner = Files.createDirectory(path.resolve("b.cfg"));
        Path link = Files.createSymbolicLink(path.resolve("c.cfg"), path.resolve("gone"));
        ConfigurationDirectory directory = new ConfigurationDirectory(path);

        for (Path each : List.of(inner, link)) {
            EsxSyncException problem =
                    assertThrows(
                            EsxSyncException.class, () -> directory.change(each, text -> "b=2\n"));
            assertTrue(problem.getMessage().startsWith(each + " is a "), problem::toString);
        }
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void aFileInAnotherEncodingIsToldInWords() throws IOException {
        Path file = Files.write(path.resolve("a.cfg"), new byte[] {'a', '=', (byte) 0xe9});

        EsxSyncException problem =
                assertThrows(
                        EsxSyncException.class,
                        () -> new ConfigurationDirectory(path).change(file, text -> text));

        assertEquals(
                file + ": it is not UTF-8; save it as UTF-8, nothing was changed",
                problem.getMessage());
    }

    @Test
    void aLinkStaysOne() throws IOException {
        Path file = file("a=1\n", "rw-r--r--");
        Path link = Files.createSymbolicLink(path.resolve("b.cfg"), file);

        new ConfigurationDirectory(path).change(link, text -> "b=2\n");

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("b=2\n", Files.readString(file));
    }

    @Test
    void manyAtOnceLoseNoChange() throws Exception {
        Path file = file("", "rw-r--r--");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> changes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String line = "k" + i + "=1\n";
                changes.add(
                        threads.submit(
                                () ->
                                        new ConfigurationDirectory(path)
                                                .change(file, text -> text + line)));
            }
            await(changes);
        } finally {
            threads.shutdownNow();
        }

        assertEquals(20, Files.readAllLines(file).size());
    }

    private static void await(List<Future<?>> changes)
            throws ExecutionException, InterruptedException {
        for (Future<?> change : changes) {
            change.get();
        }
    }

    @Test
    void aSecretIsForItsOwnerAlone() throws IOException {
        Path secret = new ConfigurationDirectory(path).keepSecret("main", "a-token".toCharArray());

        assertEquals("a-token\n", Files.readString(secret));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertThrows(
                EsxSyncException.class,
                () -> new ConfigurationDirectory(path).keepSecret("main", "b".toCharArray()));
    }

    @Test
    void aSecretIsForAGroupTooWhereItsDirectoryGivesFilesToThat() throws IOException {
        Path secrets = Files.createDirectory(path.resolve("secrets"));
        Files.setAttribute(secrets, "unix:mode", 02750);

        Path secret = new ConfigurationDirectory(path).keepSecret("main", "a-token".toCharArray());

        assertEquals(
                "rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
    }

    @Test
    void whatTheSuperuserMakesBelongsToTheDirectorysOwner() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
        UserPrincipal owner =
                path.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody");
        Files.setOwner(path, owner);
        ConfigurationDirectory directory = new ConfigurationDirectory(path);

        Path secret = directory.keepSecret("main", "a-token".toCharArray());
        Path file = path.resolve("new.cfg");
        directory.create(file, "a=1\n", () -> {});

        assertEquals(
                List.of(owner, owner, owner),
                List.of(
                        Files.getOwner(secret),
                        Files.getOwner(secret.getParent()),
                        Files.getOwner(file)));
    }
}
