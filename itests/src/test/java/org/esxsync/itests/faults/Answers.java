package org.esxsync.itests.faults;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.esxsync.itests.faults.SocketServer.Answer;

/** How a server answers when it is asked for one tarball: right, or wrong in one way. */
final class Answers {

    private static final int CHUNK = 1 << 16;
    private static final String DATE = "Last-Modified: Thu, 29 Mar 2007 12:00:00 GMT";
    private static final String HTML = "<!DOCTYPE html>\n<html><body>Please log in</body></html>";

    private Answers() {}

    /** As it should be, with ranges. */
    static Answer right(byte[] body) {
        return upTo(body, body.length);
    }

    /** The connection is cut after half of the body. */
    static Answer cut(byte[] body) {
        return upTo(body, body.length / 2);
    }

    static Answer cutWithoutRanges(byte[] body) {
        return (asked, socket) -> {
            socket.getOutputStream().write(ok("Content-Length: " + body.length));
            socket.getOutputStream().write(body, 0, body.length / 2);
        };
    }

    static Answer rightWithoutRanges(byte[] body) {
        return (asked, socket) -> {
            socket.getOutputStream().write(ok("Content-Length: " + body.length));
            socket.getOutputStream().write(body);
        };
    }

    /** Half of the body, of which nothing tells that it is half. */
    static Answer cutWithoutLength(byte[] body) {
        return (asked, socket) -> {
            socket.getOutputStream().write(ok(DATE));
            socket.getOutputStream().write(body, 0, body.length / 2);
        };
    }

    static Answer html() {
        return right(HTML.getBytes(StandardCharsets.UTF_8));
    }

    static Answer bitFlip(byte[] body) {
        byte[] flipped = body.clone();
        flipped[body.length / 3] ^= 1;
        return right(flipped);
    }

    static Answer unavailable() {
        return (asked, socket) ->
                socket.getOutputStream()
                        .write(FaultySite.head("503 Service Unavailable", "Content-Length: 0"));
    }

    /** Half of the body, and then nothing for so long. */
    static Answer stall(byte[] body, long millis) {
        return (asked, socket) -> {
            cut(body).write(asked, socket);
            Thread.sleep(millis);
        };
    }

    /** The tarball, and then the same over and over. */
    static Answer endless(byte[] body) {
        return (asked, socket) -> {
            OutputStream out = socket.getOutputStream();
            out.write(ok(DATE));
            while (!Thread.interrupted()) {
                out.write(body);
            }
        };
    }

    /** One after the other, and the last one from then on. */
    static Answer inTurn(Answer... answers) {
        Deque<Answer> rest = new ArrayDeque<>(List.of(answers));
        return (asked, socket) -> {
            Answer next;
            synchronized (rest) {
                next = rest.size() > 1 ? rest.remove() : rest.element();
            }
            next.write(asked, socket);
        };
    }

    private static Answer upTo(byte[] body, int end) {
        String tag = "\"%08x\"".formatted(Arrays.hashCode(body));
        return (asked, socket) -> {
            int start = asked.header("if-range").equals(tag) ? (int) asked.start() : 0;
            OutputStream out = socket.getOutputStream();
            out.write(head(start, body.length, tag));
            for (int from = start; from < end; from += CHUNK) {
                out.write(body, from, Math.min(CHUNK, end - from));
            }
        };
    }

    private static byte[] head(int start, int size, String tag) {
        String length = "Content-Length: " + (size - start);
        return start == 0
                ? ok(length, DATE, "ETag: " + tag, "Accept-Ranges: bytes")
                : FaultySite.head(
                        "206 Partial Content",
                        length,
                        "Content-Range: bytes %d-%d/%d".formatted(start, size - 1, size),
                        DATE,
                        "ETag: " + tag);
    }

    private static byte[] ok(String... headers) {
        return FaultySite.head("200 OK", headers);
    }
}
