package org.esxsync.fetch;

import static org.esxsync.fetch.LoopbackServer.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.esxsync.fetch.LoopbackServer.Answer;
import org.esxsync.fetch.archive.Samples;

/** What a server or the line to it can do wrong. */
enum Fault {
    /** Not the server's: our own process dies in the middle. */
    KILL(0, (file, random) -> file),
    CLOSE_AT_ONCE(2, (file, random) -> (asked, socket) -> false),
    DROP(3, (file, random) -> dropping(file, random)),
    DROP_WITHOUT_RANGES(
            2,
            (file, random) ->
                    (asked, socket) -> {
                        int count = random.nextInt(file.body().length);
                        head(socket, "Content-Length: " + file.body().length);
                        file.send(socket.getOutputStream(), file.body(), 0, count);
                        return false;
                    }),
    RESET(
            3,
            (file, random) ->
                    (asked, socket) -> {
                        dropping(file, random).write(asked, socket);
                        socket.setSoLinger(true, 0);
                        return false;
                    }),
    NO_LENGTH(
            2,
            (file, random) ->
                    (asked, socket) -> {
                        head(socket, "Connection: close");
                        int count = random.nextInt(file.body().length);
                        file.send(socket.getOutputStream(), file.body(), 0, count);
                        return false;
                    }),
    HTML(Words.LASTING, (file, random) -> LoopbackServer.ok(bytes("<html>Please log in</html>"))),
    GZIPPED_HTML(
            Words.LASTING,
            (file, random) -> LoopbackServer.ok(Samples.gzip(bytes("<html>Please log in</html>")))),
    EMPTY(Words.LASTING, (file, random) -> LoopbackServer.ok(new byte[0])),
    BIT_FLIP(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        byte[] flipped = file.body().clone();
                        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                        return file.write(asked, socket, flipped, flipped.length);
                    }),
    UNAVAILABLE_TWICE(2, (file, random) -> LoopbackServer.status(503)),
    TOO_MANY_REQUESTS(2, (file, random) -> LoopbackServer.status(429, "Retry-After: 3600")),
    FORBIDDEN(Words.LASTING, (file, random) -> LoopbackServer.status(403)),
    REPLACED_BETWEEN_ATTEMPTS(
            Words.LASTING,
            (file, random) ->
                    LoopbackServer.inTurn(
                            dropping(file, random),
                            new PublishedFile(other(file, random), "other"))),
    RE_RELEASED_UNDER_THE_SAME_TAG(
            Words.LASTING,
            (file, random) -> {
                byte[] other = other(file, random);
                return LoopbackServer.inTurn(
                        dropping(file, random),
                        (asked, socket) -> file.write(asked, socket, other, other.length));
            }),
    ENDLESS(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        head(socket, "Connection: close");
                        OutputStream out = socket.getOutputStream();
                        for (; ; ) {
                            file.send(out, file.body(), 0, file.body().length);
                        }
                    }),
    STALL(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        dropping(file, random).write(asked, socket);
                        return socket.getInputStream().read() >= 0;
                    }),
    SILENT(Words.LASTING, (file, random) -> (asked, socket) -> socket.getInputStream().read() >= 0),
    DRIP(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        head(socket, "Content-Length: " + file.body().length);
                        return drip(socket, file.body());
                    }),
    SLOW_HEADERS(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> drip(socket, bytes("HTTP/1.1 200 OK\r\nA: " + Words.LONG))),
    HUGE_HEADERS(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        socket.getOutputStream()
                                .write(bytes("HTTP/1.1 200 OK\r\nA: " + Words.LONG.repeat(1000)));
                        return false;
                    }),
    MANY_HEADERS(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        socket.getOutputStream()
                                .write(bytes("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(100_000)));
                        return false;
                    }),
    REDIRECT_LOOP(Words.LASTING, (file, random) -> LoopbackServer.status(302, "Location: /again")),
    CROSS_HOST_REDIRECT(
            Words.LASTING,
            (file, random) -> LoopbackServer.status(302, "Location: http://localhost:1/x")),
    WRONG_CONTENT_RANGE(
            Words.LASTING,
            (file, random) ->
                    LoopbackServer.inTurn(dropping(file, random), wrongRange(file, random))),
    ALWAYS_A_PART(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        int length = file.body().length;
                        String range = "bytes %d-%d/%d".formatted(length / 2, length - 1, length);
                        socket.getOutputStream()
                                .write(
                                        bytes(
                                                "HTTP/1.1 206 Part\r\nContent-Range: "
                                                        + range
                                                        + "\r\nContent-Length: "
                                                        + (length - length / 2)
                                                        + "\r\n\r\n"));
                        file.send(
                                socket.getOutputStream(),
                                file.body(),
                                length / 2,
                                length - length / 2);
                        return true;
                    }),
    RANGE_NOT_SATISFIABLE(
            Words.LASTING,
            (file, random) ->
                    LoopbackServer.inTurn(
                            dropping(file, random),
                            (asked, socket) ->
                                    asked.header("range").isEmpty()
                                            ? file.write(asked, socket)
                                            : LoopbackServer.status(416).write(asked, socket))),
    EXTRA_BYTES(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        file.write(asked, socket);
                        byte[] extra = new byte[1 + random.nextInt(3000)];
                        random.nextBytes(extra);
                        socket.getOutputStream().write(extra);
                        return true;
                    }),
    DESYNCHRONISED_CONNECTION(
            Words.LASTING,
            (file, random) ->
                    (asked, socket) -> {
                        byte[] other =
                                Samples.tgz(
                                        tar -> Samples.file(tar, "P/descriptor.xml", "<other/>"));
                        ByteArrayOutputStream both = new ByteArrayOutputStream();
                        for (byte[] body : List.of(file.body(), other)) {
                            String head = "HTTP/1.1 200 OK\r\nContent-Length: ";
                            both.write(bytes(head + body.length + "\r\n\r\n"));
                            both.write(body);
                        }
                        socket.getOutputStream().write(both.toByteArray());
                        return true;
                    }),
    TRUNCATED_AT_THE_SOURCE(
            Words.LASTING,
            (file, random) -> {
                int length = file.body().length;
                byte[] cut = Arrays.copyOf(file.body(), length - 1 - random.nextInt(length / 2));
                return LoopbackServer.ok(cut);
            });

    private static final class Words {
        static final int LASTING = -1;
        static final String LONG = "some words, ".repeat(1000);
    }

    /** Makes the answer of one server. */
    @FunctionalInterface
    interface Maker {
        Answer make(PublishedFile file, Random random);
    }

    /** How many requests are answered wrong before the server heals by itself. */
    private final int times;

    private final Maker maker;

    Fault(int times, Maker maker) {
        this.times = times;
        this.maker = maker;
    }

    /** A server's answers with this fault, and right ones once it healed by itself. */
    Answer answers(PublishedFile file, Random random) {
        Answer wrong = maker.make(file, random);
        Answer[] inTurn = new Answer[times == Words.LASTING ? 1 : times + 1];
        Arrays.fill(inTurn, wrong);
        if (times != Words.LASTING) {
            inTurn[times] = file;
        }
        return LoopbackServer.inTurn(inTurn);
    }

    /** Whether it does not hurt the answer itself, but what is asked next on its connection. */
    boolean hurtsTheNext() {
        return this == EXTRA_BYTES || this == DESYNCHRONISED_CONNECTION;
    }

    private static Answer dropping(PublishedFile file, Random random) {
        return (asked, socket) -> {
            int count = random.nextInt(file.body().length);
            return file.write(asked, socket, file.body(), count);
        };
    }

    /** Other bytes of the same length, which are an archive as well. */
    private static byte[] other(PublishedFile file, Random random) {
        byte[] other = file.body().clone();
        for (int i = 0; i < 50; i++) {
            other[other.length / 2 + random.nextInt(other.length / 2)] ^= 1;
        }
        return other;
    }

    private static Answer wrongRange(PublishedFile file, Random random) {
        return (asked, socket) -> {
            if (asked.header("range").isEmpty()) {
                return file.write(asked, socket);
            }
            int length = file.body().length;
            int start = random.nextInt(length);
            socket.getOutputStream()
                    .write(
                            bytes(
                                    ("HTTP/1.1 206 Partial Content\r\nContent-Length: %d\r\n"
                                                    + "Content-Range: bytes %d-%d/%d\r\n\r\n")
                                            .formatted(length - start, start, length - 1, length)));
            file.send(socket.getOutputStream(), file.body(), start, length - start);
            return true;
        };
    }

    private static void head(Socket socket, String header) throws IOException {
        socket.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n"));
    }

    private static boolean drip(Socket socket, byte[] bytes) throws IOException {
        for (byte one : bytes) {
            socket.getOutputStream().write(one);
            socket.setSoTimeout(20);
            try {
                if (socket.getInputStream().read() < 0) {
                    return false;
                }
            } catch (SocketTimeoutException e) {
                // the client is still there: the next byte
            }
        }
        return false;
    }
}
