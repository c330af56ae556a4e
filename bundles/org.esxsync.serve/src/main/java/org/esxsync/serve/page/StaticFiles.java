package org.esxsync.serve.page;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.serve.content.BytesBody;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.http.Sha256;
import org.esxsync.serve.http.Validators;
import org.esxsync.serve.page.frame.PageSender;
import org.esxsync.serve.server.RepresentationSender;

/** The files that all pages have in common, read when they are asked for. */
final class StaticFiles {

    private static final Map<String, String> MEDIA_TYPES =
            Map.of(
                    "/pages.css", "text/css; charset=utf-8",
                    "/pages.js", "text/javascript; charset=utf-8",
                    "/icon.svg", "image/svg+xml");

    private final RepresentationSender sender;
    private final Clock clock;

    StaticFiles(Clock clock) {
        this.sender = new RepresentationSender(clock);
        this.clock = clock;
    }

    boolean has(String path) {
        return MEDIA_TYPES.containsKey(path);
    }

    void send(String path, Request request, Response response, Callback callback)
            throws IOException {
        byte[] bytes = read(path.substring(1));
        PageSender.protect(response);
        sender.send(
                Representation.constant(
                        new BytesBody(bytes),
                        Objects.requireNonNull(MEDIA_TYPES.get(path)),
                        new Validators(Sha256.tag(bytes), clock.instant())),
                request,
                response,
                callback);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(StaticFiles.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
