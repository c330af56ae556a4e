package org.esxsync.serve.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a server must refuse, and must survive. The file asked for is a small one. */
public abstract class BadRequestContract {

    /** The URL of a file. */
    protected abstract URI file() throws Exception;

    private static final String SECOND = "GET /second-request HTTP/1.1\r\nHost: a\r\n\r\n";

    /**
     * @param allowed the statuses that are right; 0 for none at all
     */
    private record Row(String name, String request, List<Integer> allowed) {

        Row(String name, String request, Integer... allowed) {
            this(name, request, List.of(allowed));
        }
    }

    @TestFactory
    protected Stream<DynamicTest> rows() throws Exception {
        URI file = file();
        return rows(file.getRawPath(), file.getAuthority())
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> check(row, file)));
    }

    private static Stream<Row> rows(String path, String host) {
        String get = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n";
        String post = "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n";
        return Stream.of(
                // Request smuggling
                new Row(
                        "a length and chunks",
                        post
                                + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                                + SECOND,
                        400),
                new Row(
                        "chunks and a length",
                        post
                                + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n"
                                + SECOND,
                        400),
                new Row(
                        "two lengths",
                        post + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + SECOND,
                        400),
                new Row("a length in a list", post + "Content-Length: 0, 44\r\n\r\n" + SECOND, 400),
                new Row("a length with a sign", post + "Content-Length: +0\r\n\r\n" + SECOND, 400),
                new Row("a negative length", post + "Content-Length: -1\r\n\r\n" + SECOND, 400),
                new Row(
                        "a length beyond all numbers",
                        post + "Content-Length: 99999999999999999999\r\n\r\n" + SECOND,
                        400,
                        413),
                new Row(
                        "an unknown encoding",
                        post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND,
                        400,
                        501),
                new Row(
                        "chunks that are not last",
                        post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SECOND,
                        400,
                        501),
                new Row(
                        "a blank before a colon",
                        post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SECOND,
                        400),
                new Row(
                        "a folded line",
                        post + "X-Folded: a\r\n Transfer-Encoding: chunked\r\n\r\n" + SECOND,
                        400),
                new Row("a name with a blank", get + "X Name: a\r\n\r\n" + SECOND, 400),
                // Heads
                new Row("1 MiB of one field", get + "X: " + "a".repeat(1 << 20) + "\r\n\r\n", 431),
                new Row("1 MiB of fields", get + "X: aaaaaaaaaa\r\n".repeat(70_000) + "\r\n", 431),
                new Row(
                        "1 MiB of a path",
                        "GET /" + "a".repeat(1 << 20) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        414,
                        431),
                new Row("a NUL in a field", get + "X: a\0b\r\n\r\n", 400),
                new Row("a NUL in a name", get + "X\0: a\r\n\r\n", 400),
                new Row(
                        "a NUL in the path",
                        "GET " + path + "\0 HTTP/1.1\r\nHost: a\r\n\r\n",
                        400,
                        404),
                new Row("no host", "GET " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
                new Row("two hosts", get + "Host: other\r\n\r\n", 400),
                new Row("no version", "GET " + path + "\r\n\r\n", 400, 505, 0),
                new Row(
                        "a version of the future",
                        "GET " + path + " HTTP/9.9\r\nHost: a\r\n\r\n",
                        400,
                        505),
                new Row("no HTTP", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", 400, 0),
                // Targets
                new Row(
                        "an absolute target",
                        "GET http://"
                                + host
                                + path
                                + " HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nConnection: close\r\n\r\n",
                        200),
                new Row(
                        "an absolute target of another scheme",
                        "GET file:///etc/passwd HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nConnection: close\r\n\r\n",
                        400,
                        404),
                new Row(
                        "an asterisk",
                        "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        200,
                        204),
                new Row(
                        "a GET of an asterisk",
                        "GET * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400,
                        404),
                new Row(
                        "a CONNECT",
                        "CONNECT example.com:443 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400,
                        404,
                        405,
                        501),
                new Row(
                        "overlong UTF-8",
                        "GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400,
                        404),
                new Row(
                        "bytes that are no UTF-8",
                        "GET /\u00ff\u00fe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                        400,
                        404),
                new Row("HTTP/1.0", "GET " + path + " HTTP/1.0\r\n\r\n", 200));
    }

    private static void check(Row row, URI file) throws IOException {
        byte[] bytes = new RawHttp(file).exchange(row.request().getBytes(ISO_8859_1));

        Answer answer = Answer.of(bytes);
        assertTrue(row.allowed().contains(answer.status()), answer.status() + ": " + answer.text());
        String all = new String(bytes, ISO_8859_1);
        assertFalse(all.contains("second-request"), all);
        assertEquals(0, count(answer.text(), "HTTP/1."), all);
        assertFalse(all.toLowerCase(Locale.ROOT).contains("jetty"), all);
        assertFalse(all.contains("Exception"), all);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void anOldClientGetsALengthAndNoChunks() throws Exception {
        Answer answer =
                Answer.of(
                        new RawHttp(file())
                                .exchange(
                                        ("GET " + file().getRawPath() + " HTTP/1.0\r\n\r\n")
                                                .getBytes(ISO_8859_1)));

        assertEquals(answer.body().length + "", answer.field("Content-Length"));
        assertEquals("", answer.field("Transfer-Encoding"));
    }

    @Test
    void requestsInOneWriteAreAnsweredInTheirOrder() throws Exception {
        URI file = file();
        String first = "GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(file.getRawPath());
        String last =
                "GET %s-missing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                        .formatted(file.getRawPath());

        String all =
                new String(
                        new RawHttp(file).exchange((first + first + last).getBytes(ISO_8859_1)),
                        ISO_8859_1);

        assertEquals(2, count(all, "HTTP/1.1 200"), all);
        assertEquals(1, count(all, "HTTP/1.1 404"), all);
        assertTrue(all.lastIndexOf("HTTP/1.1 200") < all.indexOf("HTTP/1.1 404"), all);
    }

    @Test
    void aClientThatGoesAwayHarmsNobody() throws Exception {
        URI file = file();
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new RawHttp(file).connect()) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write(
                                "GET %s HTTP/1.1\r\nHost: a\r\n\r\n"
                                        .formatted(file.getRawPath())
                                        .getBytes(ISO_8859_1));
            }
        }

        assertEquals(200, new RawHttp(file).ask("GET", file.getRawPath()).status());
    }
}
