package org.esxsync.fetch;

import static org.esxsync.fetch.LoopbackServer.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.fetch.LoopbackServer.Answer;
import org.esxsync.fetch.LoopbackServer.Asked;

/** A file as a good server offers it, with ranges and a strong ETag; and the bytes it sent. */
final class PublishedFile implements Answer {

    private final byte[] body;
    private final String etag;
    private final AtomicLong sent = new AtomicLong();

    PublishedFile(byte[] body, String etag) {
        this.body = body;
        this.etag = "\"" + etag + "\"";
    }

    byte[] body() {
        return body;
    }

    /** Bytes of bodies that were written so far, whether or not they were read. */
    long sent() {
        return sent.get();
    }

    @Override
    public boolean write(Asked asked, Socket socket) throws IOException {
        return write(asked, socket, body, body.length);
    }

    /** Answers, but sends another body in place of its own, and of it only so many bytes. */
    boolean write(Asked asked, Socket socket, byte[] other, int count) throws IOException {
        int start = start(asked);
        String head =
                start > 0
                        ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %d-%d/%d\r\n"
                                .formatted(start, other.length - 1, other.length)
                        : "HTTP/1.1 200 OK\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(
                bytes(
                        "%sETag: %s\r\nContent-Length: %d\r\n\r\n"
                                .formatted(head, etag, other.length - start)));
        int length = Math.min(count, other.length - start);
        send(out, other, start, length);
        return length == other.length - start;
    }

    void send(OutputStream out, byte[] from, int start, int length) throws IOException {
        int chunk = 16 * 1024;
        for (int i = 0; i < length; i += chunk) {
            int n = Math.min(chunk, length - i);
            out.write(from, start + i, n);
            sent.addAndGet(n);
        }
        out.flush();
    }

    private int start(Asked asked) {
        String range = asked.header("range");
        boolean same = asked.header("if-range").equals(etag);
        if (!same || !range.matches("bytes=\\d+-")) {
            return 0;
        }
        return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }
}
