package org.esxsync.fetch.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.fetch.config.HostCredentials;
import org.esxsync.fetch.config.NetworkSettings;
import org.esxsync.fetch.config.ProxySettings;
import org.esxsync.fetch.config.Timeouts;
import org.jspecify.annotations.Nullable;

/** Builds the HTTP client. It reads no system property and changes none. */
public final class HttpClients {

    private static final int MAX_HEADER_LINE = 16 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final int BUFFER = 64 * 1024;
    private static final int MAX_CONNECTIONS = 64;

    /** Beyond what the {@link TransferWatch} allows, so that it alone tells what is late. */
    private static final Duration SOCKET_RESERVE = Duration.ofSeconds(10);

    private HttpClients() {}

    /**
     * Checks what {@link #create} reads of files.
     *
     * @throws ConfigurationException if it cannot be used
     */
    public static void check(NetworkSettings settings) {
        if (settings.caFile() != null) {
            TrustedCertificates.withThoseOf(settings.caFile());
        }
    }

    public static CloseableHttpClient create(NetworkSettings settings) {
        ResponseTimeout responseWait = new ResponseTimeout(settings.timeouts().response());
        ProxySettings proxy = settings.proxy();
        return HttpClientBuilder.create()
                .setRoutePlanner(
                        proxy == null
                                ? new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE)
                                : new ProxyRoutes(proxy))
                .setConnectionManager(connections(settings))
                .setDefaultRequestConfig(requests(settings))
                .setRequestExecutor(new RequestedAnswers())
                .disableAutomaticRetries()
                .addRequestInterceptorFirst(responseWait)
                .addResponseInterceptorFirst(responseWait)
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .setUserAgent("ESX-Sync")
                .build();
    }

    static CredentialsProvider credentials(List<HostCredentials> credentials) {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        for (HostCredentials known : credentials) {
            provider.setCredentials(
                    new AuthScope(known.host(), known.port()),
                    new UsernamePasswordCredentials(known.user(), known.password().toCharArray()));
        }
        return provider;
    }

    private static HttpClientConnectionManager connections(NetworkSettings settings) {
        Timeouts timeouts = settings.timeouts();
        Http1Config limits = messageLimits();
        AtomicLong serial = new AtomicLong();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                        socket -> connection("http-" + serial.incrementAndGet(), limits, socket))
                .setTlsSocketStrategy(tls(settings.caFile()))
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(timeout(timeouts.connect()))
                                .setSocketTimeout(timeout(longest(timeouts).plus(SOCKET_RESERVE)))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom()
                                .setSupportedProtocols(TLS.V_1_2, TLS.V_1_3)
                                .setHandshakeTimeout(timeout(timeouts.connect()))
                                .build())
                .setMaxConnPerRoute(settings.connectionsPerHost())
                .setMaxConnTotal(Math.max(MAX_CONNECTIONS, settings.connectionsPerHost()))
                .build();
    }

    private static ManagedHttpClientConnection connection(
            String id, Http1Config limits, @Nullable Socket socket) throws IOException {
        PromptConnection connection = new PromptConnection(id, limits);
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    /** A file is read at once, so that a wrong one is told before any request. */
    private static TlsSocketStrategy tls(@Nullable Path caFile) {
        return caFile == null
                ? new PlatformTls()
                : new DefaultClientTlsStrategy(TrustedCertificates.withThoseOf(caFile));
    }

    private static Http1Config messageLimits() {
        return Http1Config.custom()
                .setMaxLineLength(MAX_HEADER_LINE)
                .setMaxHeaderCount(MAX_HEADERS)
                .setBufferSize(BUFFER)
                .build();
    }

    private static RequestConfig requests(NetworkSettings settings) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(ResponseTimeout.UNLIMITED))
                .build();
    }

    private static Duration longest(Timeouts timeouts) {
        return timeouts.stall().compareTo(timeouts.response()) > 0
                ? timeouts.stall()
                : timeouts.response();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }
}
