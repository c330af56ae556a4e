package org.esxsync.serve.server;

import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.serve.mirror.MirrorGoneException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each request to the first door that takes it. */
final class Router extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private static final String RETRY_SECONDS = "60";

    private final List<Door> doors;
    private volatile String base;

    /**
     * @param base what stands before each path; empty or without a slash at its end
     */
    Router(List<Door> doors, String base) {
        this.doors = List.copyOf(doors);
        this.base = base;
    }

    void base(String newBase) {
        base = newBase;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = path(request);
        if (HttpMethod.OPTIONS.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
        } else if (path.isEmpty()) {
            PlainAnswer.send(request, response, callback, HttpStatus.NOT_FOUND_404);
        } else {
            answer(path, request, response, callback);
        }
        return true;
    }

    private void answer(String path, Request request, Response response, Callback callback)
            throws Exception {
        try {
            for (Door door : doors) {
                if (door.answer(path, request, response, callback)) {
                    return;
                }
            }
            PlainAnswer.send(request, response, callback, HttpStatus.NOT_FOUND_404);
        } catch (MirrorGoneException e) {
            LOG.debug("{}: {}", OneLine.of(path), e.getMessage());
            unavailable(request, response, callback);
        } catch (EsxSyncException e) {
            LOG.warn("{} cannot be answered: {}", OneLine.of(path), e.getMessage());
            unavailable(request, response, callback);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", OneLine.of(path), OneLine.of(e.toString()));
            PlainAnswer.send(request, response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500);
        }
    }

    private static void unavailable(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        PlainAnswer.send(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
    }

    /** The path below the base; empty if it is not below it. */
    private String path(Request request) {
        String raw = request.getHttpURI().getPath();
        if (raw == null || !raw.startsWith(base)) {
            return "";
        }
        String path = raw.substring(base.length());
        return path.startsWith("/") ? path : "";
    }

    void tidy() {
        doors.forEach(Door::tidy);
    }
}
