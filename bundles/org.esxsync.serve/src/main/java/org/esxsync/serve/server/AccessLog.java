package org.esxsync.serve.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what was served, and writes a line of the combined log format for each request where a
 * file is configured. A file that was moved away is made anew, and one in its place is taken.
 */
final class AccessLog implements RequestLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final ServedTraffic traffic;
    private volatile @Nullable Path file;
    private @Nullable OutputStream open;
    private @Nullable Object openKey;
    private boolean isFailing;

    AccessLog(ServedTraffic traffic, @Nullable Path file) {
        this.traffic = traffic;
        this.file = file;
    }

    /** Writes to another file from now on, or to none. */
    synchronized void file(@Nullable Path newFile) {
        if (!Objects.equals(newFile, file)) {
            close();
            file = newFile;
        }
    }

    @Override
    public void log(Request request, Response response) {
        long length = Response.getContentBytesWritten(response);
        traffic.count(response.getStatus(), length);
        Path target = file;
        if (target != null) {
            write(target, line(request, response.getStatus(), length));
        }
    }

    private static String line(Request request, int status, long length) {
        return "%s - - [%s] \"%s %s %s\" %d %d \"%s\" \"%s\"\n"
                .formatted(
                        Request.getRemoteAddr(request),
                        TIME.format(Instant.now()),
                        safe(request.getMethod()),
                        safe(request.getHttpURI().getPathQuery()),
                        safe(request.getConnectionMetaData().getProtocol()),
                        status,
                        length,
                        safe(request.getHeaders().get(HttpHeader.REFERER)),
                        safe(request.getHeaders().get(HttpHeader.USER_AGENT)));
    }

    /** What a client sent must not look like the end of a field or of a line. */
    private static String safe(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : OneLine.of(text).replace('"', '\'');
    }

    private synchronized void write(Path target, String line) {
        if (!target.equals(file)) {
            return;
        }
        try {
            OutputStream out = open;
            boolean isSame =
                    out != null && Files.exists(target) && Objects.equals(key(target), openKey);
            if (out == null || !isSame) {
                close();
                out =
                        Files.newOutputStream(
                                target, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                open = out;
                openKey = key(target);
            }
            out.write(line.getBytes(StandardCharsets.UTF_8));
            isFailing = false;
        } catch (IOException e) {
            if (!isFailing) {
                LOG.error("the access log {} cannot be written: {}", target, PlainReason.of(e));
                isFailing = true;
            }
        }
    }

    /** Tells the file from another that was put in its place; null if there is none. */
    private static @Nullable Object key(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public synchronized void close() {
        OutputStream former = open;
        open = null;
        if (former != null) {
            try {
                former.close();
            } catch (IOException e) {
                LOG.error("the access log {} cannot be closed: {}", file, PlainReason.of(e));
            }
        }
    }
}
