package org.esxsync.fetch;

import static org.esxsync.fetch.LoopbackServer.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.esxsync.fetch.LoopbackServer.Answer;
import org.esxsync.fetch.LoopbackServer.Asked;

/**
 * A zip as a good server offers it: it sends closed ranges and those of the end, and knows its
 * validator.
 */
final class ServedZip implements Answer {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private final byte[] body;
    private final String validator;
    private final AtomicLong sent = new AtomicLong();

    /**
     * @param validator the header by which the server names the version; empty for none
     */
    ServedZip(byte[] body, String validator) {
        this.body = body;
        this.validator = validator;
    }

    /** A zip of entries: those named {@code *.vib} are stored, the others deflated. */
    static byte[] of(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                if (each.getKey().endsWith(".vib")) {
                    CRC32 crc = new CRC32();
                    crc.update(each.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(each.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Bytes of bodies that were written so far. */
    long sent() {
        return sent.get();
    }

    @Override
    public boolean write(Asked asked, Socket socket) throws IOException {
        return write(asked, socket, Integer.MAX_VALUE);
    }

    /** Answers as if there were no ranges. */
    boolean whole(Asked asked, Socket socket) throws IOException {
        if (isKnown(asked)) {
            return head(socket, "304 Not Modified", "");
        }
        head(socket, "200 OK", "Content-Length: " + body.length + "\r\n");
        return send(socket, body, Integer.MAX_VALUE);
    }

    /** Answers, but breaks off after so many bytes. */
    boolean write(Asked asked, Socket socket, int most) throws IOException {
        Matcher range = RANGE.matcher(asked.header("range"));
        String condition = asked.header("if-range");
        if (isKnown(asked)
                || !range.matches()
                || !condition.isEmpty() && !validator.endsWith(": " + condition)) {
            return whole(asked, socket);
        }
        boolean fromEnd = range.group(1).isEmpty();
        int start =
                fromEnd
                        ? Math.max(0, body.length - Integer.parseInt(range.group(2)))
                        : Integer.parseInt(range.group(1));
        int end =
                fromEnd || range.group(2).isEmpty()
                        ? body.length
                        : Math.min(body.length, Integer.parseInt(range.group(2)) + 1);
        return part(socket, start, end, most);
    }

    boolean part(Socket socket, int start, int end, int most) throws IOException {
        head(
                socket,
                "206 Partial Content",
                "Content-Length: %d\r\nContent-Range: bytes %d-%d/%d\r\n"
                        .formatted(end - start, start, end - 1, body.length));
        return send(socket, Arrays.copyOfRange(body, start, end), most);
    }

    private boolean isKnown(Asked asked) {
        String known = asked.header("if-none-match") + asked.header("if-modified-since");
        return !known.isEmpty() && validator.endsWith(": " + known);
    }

    private boolean head(Socket socket, String status, String headers) throws IOException {
        String line = validator.isEmpty() ? "" : validator + "\r\n";
        socket.getOutputStream().write(bytes("HTTP/1.1 " + status + "\r\n" + line + headers));
        socket.getOutputStream().write(bytes("\r\n"));
        return true;
    }

    private boolean send(Socket socket, byte[] part, int most) throws IOException {
        int count = Math.min(part.length, most);
        OutputStream out = socket.getOutputStream();
        out.write(part, 0, count);
        out.flush();
        sent.addAndGet(count);
        return count == part.length;
    }
}
