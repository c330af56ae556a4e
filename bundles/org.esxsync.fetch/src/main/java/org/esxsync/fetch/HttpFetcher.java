package org.esxsync.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.jspecify.annotations.Nullable;

/** Opens {@code http:} and {@code https:} locations. */
final class HttpFetcher implements Fetcher {

    private final CloseableHttpClient client;
    private final RedirectRules redirects;
    private final Patience patience;
    private final TransferWatch watch;
    private final Backoff backoff;

    HttpFetcher(
            CloseableHttpClient client,
            RedirectRules redirects,
            Patience patience,
            Backoff backoff,
            TransferWatch watch) {
        this.client = client;
        this.redirects = redirects;
        this.patience = patience;
        this.backoff = backoff;
        this.watch = watch;
    }

    @Override
    public Body open(Request request) throws IOException {
        URI location = request.location();
        for (int hop = 0; hop <= redirects.limit(); hop++) {
            HttpExchange exchange = send(location, request);
            try {
                if (!exchange.isRedirect()) {
                    return answer(location, request, exchange);
                }
                location = redirects.follow(location, exchange.header(HttpHeaders.LOCATION));
            } catch (IOException | RuntimeException e) {
                exchange.close();
                throw e;
            }
            exchange.close();
        }
        throw new FetchException(
                Reason.REFUSED,
                RedactedLocation.of(request.location()),
                "the server redirects more than "
                        + redirects.limit()
                        + " times; check the location");
    }

    private HttpExchange send(URI location, Request request) throws IOException {
        HttpGet get = new HttpGet(withoutFragment(location));
        get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        Version known = request.known();
        if (request.offset() > 0 && known != null) {
            get.setHeader(HttpHeaders.RANGE, "bytes=" + request.offset() + "-");
            get.setHeader(HttpHeaders.IF_RANGE, known.value());
        } else if (known != null) {
            get.setHeader(
                    known.kind() == Version.Kind.ETAG
                            ? HttpHeaders.IF_NONE_MATCH
                            : HttpHeaders.IF_MODIFIED_SINCE,
                    known.value());
        }
        return execute(location, get);
    }

    private HttpExchange execute(URI location, HttpGet get) throws IOException {
        TransferWatch.Wait wait = watch.watch(get::cancel);
        HttpContext context = HttpClientContext.create();
        context.setAttribute(ResponseWait.ATTRIBUTE, wait);
        wait.begin(ResponseWait.UNLIMITED);
        try {
            ClassicHttpResponse response = client.executeOpen(null, get, context);
            wait.end();
            return new HttpExchange(get, response, wait);
        } catch (IOException e) {
            wait.close();
            if (wait.expired()) {
                throw new IOException(
                        "no answer within " + patience.response().toSeconds() + " s", e);
            }
            throw Failures.unreachable(location, e, attempts(e));
        } catch (RuntimeException e) {
            wait.close();
            throw e;
        }
    }

    private Body answer(URI location, Request request, HttpExchange exchange) throws IOException {
        Version version = ResponseVersion.of(exchange::header);
        switch (exchange.status()) {
            case HttpStatus.SC_OK:
                long length = exchange.contentLength();
                return body(location, exchange, 0, length, version);
            case HttpStatus.SC_PARTIAL_CONTENT:
                ContentRange range = ContentRange.parse(exchange.header(HttpHeaders.CONTENT_RANGE));
                if (range.start() != request.offset() || !range.toEnd()) {
                    exchange.close();
                    return open(Request.whole(request.location()));
                }
                return body(location, exchange, range.start(), range.total(), version);
            case HttpStatus.SC_NOT_MODIFIED:
                exchange.close();
                if (request.known() == null || request.offset() > 0) {
                    throw new IOException("the server answers 'not modified' unasked");
                }
                return Body.notModified(location, version == null ? request.known() : version);
            case HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE:
                if (request.offset() > 0) {
                    exchange.close();
                    return open(Request.whole(request.location()));
                }
                throw StatusFailures.of(location, exchange.status(), backoff);
            default:
                throw StatusFailures.of(location, exchange.status(), backoff);
        }
    }

    private Body body(
            URI location, HttpExchange exchange, long offset, long total, @Nullable Version version)
            throws IOException {
        InputStream stream = exchange.stream(patience);
        return new Body(
                location,
                true,
                offset,
                total,
                version,
                exchange.header(HttpHeaders.CONTENT_TYPE),
                stream);
    }

    private int attempts(IOException failure) {
        return RetryPolicy.isTransient(failure) ? backoff.retries() + 1 : 1;
    }

    private static URI withoutFragment(URI location) {
        String text = location.toString();
        int fragment = text.indexOf('#');
        try {
            return fragment < 0 ? location : new URI(text.substring(0, fragment));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
