package org.esxsync.serve.server;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers the requests of one concern. Safe for many threads. */
@FunctionalInterface
public interface Door {

    /**
     * Answers a request if it is for this door, and completes the callback then.
     *
     * @param path the path below the base as it was sent, escapes and all; begins with a slash
     * @return whether it is for this door
     */
    boolean answer(String path, Request request, Response response, Callback callback)
            throws Exception;

    /** Whether a request only reads. */
    static boolean isRead(Request request) {
        return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
    }

    /** Does what is to be done now and then. */
    default void tidy() {}
}
