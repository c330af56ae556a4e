package org.esxsync.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private SiteServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                SiteServer.start(
                        Map.of("/a.tgz", "0123456789".getBytes(), "/a.html", "<p>".getBytes())
                                ::get);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void servesFilesWithTheirType() throws Exception {
        HttpResponse<byte[]> tarball = get("/a.tgz");
        assertEquals(200, tarball.statusCode());
        assertEquals("application/x-gzip", header(tarball, "Content-Type"));
        assertEquals("10", header(tarball, "Content-Length"));
        assertArrayEquals("0123456789".getBytes(), tarball.body());
        assertEquals("text/html; charset=UTF-8", header(get("/a.html"), "Content-Type"));
        assertEquals(404, get("/b.html").statusCode());
    }

    @Test
    void answersThatAFileIsUnchanged() throws Exception {
        String tag = header(get("/a.tgz"), "ETag");
        HttpResponse<byte[]> again = get("/a.tgz", "If-None-Match", tag);
        assertEquals(304, again.statusCode());
        assertEquals(0, again.body().length);
        assertEquals(200, get("/a.html", "If-None-Match", tag).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=4-, 206, 456789, bytes 4-9/10",
        "bytes=4-5, 206, 45, bytes 4-5/10",
        "bytes=9-99, 206, 9, bytes 9-9/10",
        "bytes=10-, 416, '', bytes */10",
        "bytes=5-4, 416, '', bytes */10",
        "lines=1-2, 200, 0123456789, ''"
    })
    void servesARange(String range, int status, String body, String contentRange) throws Exception {
        HttpResponse<byte[]> response = get("/a.tgz", "Range", range);
        assertEquals(status, response.statusCode());
        assertEquals(body, new String(response.body()));
        assertEquals(contentRange, header(response, "Content-Range"));
    }

    @Test
    void servesARangeOnlyOfTheVersionAskedFor() throws Exception {
        String tag = header(get("/a.tgz"), "ETag");
        assertEquals(206, get("/a.tgz", "Range", "bytes=4-", "If-Range", tag).statusCode());
        assertEquals(200, get("/a.tgz", "Range", "bytes=4-", "If-Range", "\"x\"").statusCode());
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        HttpResponse<byte[]> head =
                client.send(
                        HttpRequest.newBuilder(server.url("/a.tgz"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, head.statusCode());
        assertEquals("10", header(head, "Content-Length"));
        assertEquals(0, head.body().length);
    }

    @Test
    void isGoneAfterItWasStopped() {
        server.stop();
        assertThrows(ConnectException.class, () -> get("/a.tgz"));
    }

    @Test
    void leavesTheJvmFreeToEnd() throws Exception {
        get("/a.html");
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().matches("HTTP-Dispatcher|esxsync-demo"))
                        .allMatch(Thread::isDaemon));
    }

    private HttpResponse<byte[]> get(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
