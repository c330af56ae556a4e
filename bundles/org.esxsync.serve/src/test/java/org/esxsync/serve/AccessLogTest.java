package org.esxsync.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.esxsync.serve.server.ServerSettings;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A line may be written a moment after its answer was read. */
@Timeout(60)
class AccessLogTest {

    private static final String PATH = "/esxi-8.0/index.xml";

    private static final Pattern LINE =
            Pattern.compile(
                    "127\\.0\\.0\\.1 - - \\[[^\\]]+\\] \"[^\"\\p{Cntrl}]+\" \\d{3} \\d+"
                            + " \"[^\"\\p{Cntrl}]+\" \"[^\"\\p{Cntrl}]+\"");

    @TempDir Path directory;
    private Path file;
    private RunningServer server;
    private RawHttp http;

    @BeforeEach
    void start() throws Exception {
        MirrorOnDisk mirror = new MirrorOnDisk(directory.resolve("mirror"));
        mirror.publish("esxi-8.0/index.xml", new byte[100]);
        file = directory.resolve("access.log");
        server =
                new RunningServer(
                        mirror,
                        new ServerSettings(
                                InetAddress.getLoopbackAddress(),
                                0,
                                null,
                                "",
                                file,
                                100,
                                Duration.ofSeconds(20)));
        http = new RawHttp(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** As soon as there are so many. */
    private static List<String> lines(Path file, int atLeast) throws Exception {
        while (!Files.exists(file) || Files.readAllLines(file).size() < atLeast) {
            Thread.sleep(20);
        }
        return Files.readAllLines(file);
    }

    @Test
    void eachRequestHasALineOfTheCombinedFormat() throws Exception {
        http.ask("GET", PATH + "?a=b", "User-Agent: curl/8", "Referer: http://a/");

        String line = lines(file, 1).get(0);
        assertTrue(LINE.matcher(line).matches(), line);
        assertTrue(
                line.endsWith(
                        " \"GET /esxi-8.0/index.xml?a=b HTTP/1.1\" 200 100 \"http://a/\""
                                + " \"curl/8\""),
                line);
    }

    @Test
    void nothingThatAClientSendsLooksLikeAnotherLine() throws Exception {
        http.ask("GET", "/%0a127.0.0.1%20-%20-", "User-Agent: a\" 200 1 \"b");
        http.ask("GET", "/\u00e2\u0080\u00a8x", "Referer: \u0085\u00e2\u0080\u00ae");
        http.exchange("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n".getBytes(ISO_8859_1));
        http.exchange("\u0016\u0003\u0001\r\n\r\n".getBytes(ISO_8859_1));
        http.ask("GET", PATH);

        List<String> lines = lines(file, 3);
        while (!lines.get(lines.size() - 1).contains(PATH)) {
            Thread.sleep(20);
            lines = Files.readAllLines(file);
        }
        assertTrue(lines.size() <= 5, lines.toString());
        for (String line : lines) {
            assertTrue(LINE.matcher(line).matches(), line);
        }
    }

    @Test
    void aFileThatWasMovedAwayIsMadeAnew() throws Exception {
        http.ask("GET", PATH);
        lines(file, 1);
        Path moved = Files.move(file, directory.resolve("access.log.1"));
        http.ask("HEAD", PATH);

        assertTrue(lines(file, 1).get(0).contains("\"HEAD "));
        assertTrue(lines(moved, 1).get(0).contains("\"GET "));
    }

    /** As logrotate does with its option create. */
    @Test
    void aFileThatTookThePlaceIsWrittenTo() throws Exception {
        http.ask("GET", PATH);
        lines(file, 1);
        Path moved = Files.move(file, directory.resolve("access.log.1"));
        Files.createFile(file);
        http.ask("HEAD", PATH);

        assertEquals(1, lines(file, 1).size());
        assertEquals(1, lines(moved, 1).size());
    }

    @Test
    void aLogThatCannotBeWrittenStopsNobody() throws Exception {
        Files.createDirectory(file);

        assertEquals(200, http.ask("GET", PATH).status());
        while (server.served() == 0) {
            Thread.sleep(20);
        }
        Files.delete(file);
        assertEquals(200, http.ask("HEAD", PATH).status());

        assertTrue(lines(file, 1).get(0).contains("\"HEAD ") || lines(file, 2).size() == 2);
    }
}
