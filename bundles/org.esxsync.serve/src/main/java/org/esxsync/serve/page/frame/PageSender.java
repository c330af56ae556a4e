package org.esxsync.serve.page.frame;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.serve.server.PlainAnswer;

/** Sends pages, with what a browser must know of them. */
public final class PageSender {

    /** Nothing of other sites, nothing within the page itself, and no other site around it. */
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private PageSender() {}

    public static void protect(Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("X-Content-Type-Options", "nosniff");
    }

    public static void send(
            Request request, Response response, Callback callback, int status, String page) {
        protect(response);
        PlainAnswer.send(request, response, callback, status, "text/html; charset=utf-8", page);
    }

    /**
     * Leads to another page.
     *
     * @param location relative to the page that was asked for
     */
    public static void lead(
            Request request, Response response, Callback callback, String location) {
        protect(response);
        response.getHeaders().put(HttpHeader.LOCATION, location);
        PlainAnswer.send(request, response, callback, HttpStatus.SEE_OTHER_303);
    }
}
