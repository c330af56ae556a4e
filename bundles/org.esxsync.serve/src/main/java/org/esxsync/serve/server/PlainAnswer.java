package org.esxsync.serve.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers that have a line of text, such as errors. */
public final class PlainAnswer {

    private PlainAnswer() {}

    /** Answers with a status and what it is called. */
    public static void send(Request request, Response response, Callback callback, int status) {
        send(request, response, callback, status, HttpStatus.getMessage(status));
    }

    /**
     * @param line what a person reads, without a line break; nothing that the request says
     */
    public static void send(
            Request request, Response response, Callback callback, int status, String line) {
        send(request, response, callback, status, "text/plain; charset=utf-8", line + "\n");
    }

    /** Answers with a text that is never kept by a cache. */
    public static void send(
            Request request,
            Response response,
            Callback callback,
            int status,
            String mediaType,
            String body) {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, text.length);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        boolean isHead = HttpMethod.HEAD.is(request.getMethod());
        response.write(true, isHead ? null : ByteBuffer.wrap(text), callback);
    }

    /** Answers that only these methods are allowed. */
    public static void notAllowed(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        send(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
    }
}
