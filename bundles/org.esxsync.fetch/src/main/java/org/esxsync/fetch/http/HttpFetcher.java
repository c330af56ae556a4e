package org.esxsync.fetch.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.esxsync.api.Secrets;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.fetch.config.NetworkSettings;
import org.esxsync.fetch.config.RedirectRules;
import org.esxsync.fetch.config.Timeouts;
import org.esxsync.fetch.location.Body;
import org.esxsync.fetch.location.Failures;
import org.esxsync.fetch.location.Fetcher;
import org.esxsync.fetch.location.Request;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.retry.Retries;
import org.esxsync.fetch.retry.RetrySchedule;
import org.jspecify.annotations.Nullable;

/** Opens {@code http:} and {@code https:} locations. */
public final class HttpFetcher implements Fetcher {

    private final CloseableHttpClient client;
    private final RedirectRules redirects;
    private final Timeouts timeouts;
    private final RetrySchedule retrySchedule;
    private final BandwidthLimit bandwidth;
    private final CredentialsProvider credentials;
    private final TransferWatch watch;
    private final HttpRetries retries;

    public HttpFetcher(
            CloseableHttpClient client,
            NetworkSettings settings,
            TransferWatch watch,
            Clock clock) {
        this.client = client;
        this.redirects = settings.redirects();
        this.timeouts = settings.timeouts();
        this.retrySchedule = settings.retrySchedule();
        this.bandwidth = new BandwidthLimit(settings.bandwidth());
        this.credentials = HttpClients.credentials(settings.credentials());
        this.watch = watch;
        this.retries = new HttpRetries(clock);
    }

    @Override
    public Body open(Request request) throws IOException {
        URI location = request.location();
        if (location.getHost() == null) {
            throw new FetchException(
                    Reason.REFUSED, RedactedLocation.of(location), "it names no host; check it");
        }
        for (int hop = 0; hop <= redirects.limit(); hop++) {
            HttpExchange exchange = send(location, request);
            try {
                String redirect = exchange.redirect();
                if (redirect == null) {
                    return answer(toldOf(location, request), request, exchange);
                }
                location = redirects.follow(location, redirect);
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

    /**
     * A server may redirect to a place that has the secret in it: what is found there is known by
     * the place that was asked for.
     */
    private static URI toldOf(URI location, Request request) {
        return Secrets.isIn(location.toString()) ? request.location() : location;
    }

    private HttpExchange send(URI location, Request request) {
        return new Retries(retrySchedule, location)
                .run(
                        () -> {
                            HttpExchange exchange = execute(location, get(location, request));
                            if (HttpRetries.isTransient(exchange.status())) {
                                exchange.close();
                                throw retries.failure(
                                        exchange.status(),
                                        exchange.header(HttpHeaders.RETRY_AFTER));
                            }
                            return exchange;
                        });
    }

    private static HttpGet get(URI location, Request request) {
        HttpGet get = new HttpGet(TokenPath.resolve(plain(location), System.getenv()));
        get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        Version known = request.known();
        boolean fromEnd = request.offset() == Request.FROM_END;
        if (request.isPart() && (fromEnd || known != null)) {
            get.setHeader(HttpHeaders.RANGE, ContentRange.wanted(request));
        }
        if (request.isPart() && !fromEnd && known != null) {
            get.setHeader(HttpHeaders.IF_RANGE, known.value());
        } else if (known != null) {
            get.setHeader(
                    known.kind() == Version.Kind.ETAG
                            ? HttpHeaders.IF_NONE_MATCH
                            : HttpHeaders.IF_MODIFIED_SINCE,
                    known.value());
        }
        return get;
    }

    private HttpExchange execute(URI location, HttpGet get) throws IOException {
        TransferWatch.Wait wait = watch.watch(get::cancel);
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(ResponseTimeout.ATTRIBUTE, wait);
        context.setCredentialsProvider(
                location.getRawUserInfo() == null
                        ? credentials
                        : new UserInfoCredentials(location, credentials));
        wait.begin(ResponseTimeout.UNLIMITED);
        try {
            ClassicHttpResponse response = client.executeOpen(null, get, context);
            wait.end();
            return new HttpExchange(get, response, wait);
        } catch (IOException e) {
            wait.close();
            if (wait.expired()) {
                throw noAnswer(e);
            }
            if (HttpRetries.isTransient(e)) {
                throw e;
            }
            throw Failures.unreachable(location, e, 1);
        } catch (IllegalStateException e) {
            // The connection pool throws this once it is closed, a connection once it is broken
            // off.
            wait.close();
            if (wait.expired()) {
                throw noAnswer(e);
            }
            throw Failures.stopped(location, e);
        } catch (RuntimeException e) {
            wait.close();
            throw e;
        }
    }

    private IOException noAnswer(Exception cause) {
        return new IOException("no answer within " + timeouts.response().toSeconds() + " s", cause);
    }

    private Body answer(URI location, Request request, HttpExchange exchange) throws IOException {
        Version version = ResponseVersion.of(exchange::header);
        switch (exchange.status()) {
            case HttpStatus.SC_OK:
                long length = exchange.contentLength();
                return body(location, exchange, 0, length, version);
            case HttpStatus.SC_PARTIAL_CONTENT:
                ContentRange range = ContentRange.parse(exchange.header(HttpHeaders.CONTENT_RANGE));
                boolean fromEnd = request.offset() == Request.FROM_END;
                if (!range.answers(request) || !fromEnd && isOther(version, request.known())) {
                    return whole(request, exchange);
                }
                return body(location, exchange, range.start(), range.total(), version);
            case HttpStatus.SC_NOT_MODIFIED:
                exchange.close();
                if (request.known() == null || request.offset() > 0) {
                    throw new IOException("the server answers 'not modified' to a plain request");
                }
                return Body.notModified(location, version == null ? request.known() : version);
            case HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE:
                return whole(request, exchange);
            default:
                throw StatusFailures.of(
                        location, exchange.status(), () -> exchange.beginning(timeouts, bandwidth));
        }
    }

    /** Asks for all of it, the part that was asked for not being there. */
    private Body whole(Request request, HttpExchange exchange) throws IOException {
        exchange.close();
        if (!request.isPart()) {
            throw new IOException("the server answers with a part of what was requested");
        }
        return open(Request.whole(request.location()));
    }

    private static boolean isOther(@Nullable Version version, @Nullable Version known) {
        return version != null && version.differsFrom(known);
    }

    private Body body(
            URI location, HttpExchange exchange, long offset, long total, @Nullable Version version)
            throws IOException {
        InputStream stream = exchange.stream(timeouts, bandwidth);
        return new Body(
                location,
                true,
                offset,
                total,
                exchange.isEndTold(),
                version,
                exchange.header(HttpHeaders.CONTENT_TYPE),
                stream);
    }

    /** The location as it is sent: without its fragment and its user. */
    private static URI plain(URI location) {
        String authority = location.getRawAuthority();
        boolean hasUser = authority != null && authority.indexOf('@') >= 0;
        if (!hasUser && location.getRawFragment() == null) {
            return location;
        }
        String text = location.toString().replaceFirst("#.*", "");
        return URI.create(text.replaceFirst("^([a-zA-Z]+://)[^/?]*@", "$1"));
    }
}
