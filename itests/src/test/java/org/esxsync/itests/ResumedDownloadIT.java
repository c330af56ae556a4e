package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.ServedUrl;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools resume a download from {@code esxsync serve}, whatever happened to file and server. */
class ResumedDownloadIT {

    private static final int MEBIBYTE = 1 << 20;

    /** Small enough that aria2 has a part left for each of its connections. */
    private static final int PART = 1_000_000;

    @TempDir Path directory;

    /** Where {@code serve} serves, and what it told of each request. */
    private final class Server implements AutoCloseable {

        private final RunningCommand serving;
        private final URI url;

        Server() throws Exception {
            serving =
                    new EsxSync(directory)
                            .start("--conf", conf, "--mirror", mirror, "serve", "--port", 0);
            url = ServedUrl.of(serving);
        }

        URI url(Path file) {
            return url.resolve(mirror.relativize(file).toString());
        }

        @Override
        public void close() {
            serving.close();
        }
    }

    private Conf conf;
    private Path mirror;
    private Path log;

    private Path syncedVib(int size) throws Exception {
        mirror = directory.resolve("mirror");
        log = directory.resolve("access.log");
        Path depot = Files.createDirectory(directory.resolve("depot"));
        new SampleDepot(depot)
                .vendor("vmw", List.of(new SampleDepot.Bulletin("big", "security", size)))
                .write();
        conf =
                new Conf(directory.resolve("conf"))
                        .write(
                                "org.esxsync.source.depot~sample",
                                "location = " + depot.resolve("vmw-depot-index.xml"))
                        .write("org.esxsync.serve", "access.log = " + log);
        new EsxSync(directory).run("--conf", conf, "--mirror", mirror, "sync", "8.0").ended(0);
        return new Depot(mirror.resolve("esxi-8.0")).vibFiles().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "wget -q -t 1 -c -O, 3, 1",
        "curl -sS -f -C - -o, 3, 1",
        "aria2c -q -c -m 1 -x4 -s4 -k1M --file-allocation=none -d / -o, 42, 4"
    })
    void aDownloadIsResumedAndDoesNotSplice(String tool, int size, int connections)
            throws Exception {
        String name = tool.split(" ")[0];
        Assumptions.assumeTrue(isThere(name), () -> name + " is not installed");
        Path served = syncedVib(size * MEBIBYTE);
        byte[] before = Files.readAllBytes(served);
        byte[] part = Arrays.copyOf(before, PART);
        Path target = directory.resolve("resumed");
        Files.write(target, part);

        try (Server server = new Server()) {
            assertEquals(0, fetch(tool, server.url(served), target), "it is the first of its name");
            Eventually.is("the log tells of each part", () -> ranges(served) >= connections);
        }
        assertArrayEquals(before, Files.readAllBytes(target));

        byte[] after = new byte[before.length + MEBIBYTE];
        new Random(2).nextBytes(after);
        Path next = Files.write(directory.resolve("next"), after);
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(served));
        Files.move(next, served, StandardCopyOption.REPLACE_EXISTING);
        Files.write(target, part);

        int code;
        try (Server server = new Server()) {
            code = fetch(tool, server.url(served), target);
        }
        byte[] held = Files.readAllBytes(target);
        if (!Arrays.equals(held, after)) {
            assertNotEquals(0, code, "what it has is not whole");
            assertArrayEquals(part, Arrays.copyOf(held, PART));
            for (int i = PART; i < held.length; i++) {
                assertTrue(held[i] == before[i] || held[i] == 0, "a byte of the other file");
            }
        }
    }

    private long ranges(Path served) {
        String name = served.getFileName().toString();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(name) && line.contains(" 206 ")).count();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isThere(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, tool)));
    }

    private static int fetch(String tool, URI url, Path target) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool.split(" ")));
        command.add(target.toString());
        command.add(url.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
