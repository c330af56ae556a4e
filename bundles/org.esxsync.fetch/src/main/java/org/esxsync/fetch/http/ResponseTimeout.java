package org.esxsync.fetch.http;

import java.time.Duration;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Limits the wait for each answer's head, and not the one for a free connection. */
final class ResponseTimeout implements HttpRequestInterceptor, HttpResponseInterceptor {

    /** The context attribute that holds the exchange's {@link TransferWatch.Wait}. */
    static final String ATTRIBUTE = "org.esxsync.fetch.wait";

    static final Duration UNLIMITED = Duration.ofDays(1);

    private final Duration limit;

    ResponseTimeout(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void process(HttpRequest request, EntityDetails entity, HttpContext context) {
        begin(context, limit);
    }

    @Override
    public void process(HttpResponse response, EntityDetails entity, HttpContext context) {
        begin(context, UNLIMITED);
    }

    private static void begin(HttpContext context, Duration limit) {
        if (context.getAttribute(ATTRIBUTE) instanceof TransferWatch.Wait wait) {
            wait.begin(limit);
        }
    }
}
