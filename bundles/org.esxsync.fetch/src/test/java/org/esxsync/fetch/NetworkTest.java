package org.esxsync.fetch;

import static org.esxsync.fetch.LoopbackServer.bytes;
import static org.esxsync.fetch.LoopbackServer.ok;
import static org.esxsync.fetch.LoopbackServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.fetch.LoopbackServer.Answer;
import org.esxsync.fetch.archive.Samples;
import org.esxsync.fetch.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

    private static final String PRINTABLE =
            IntStream.rangeClosed(' ', '~')
                    .mapToObj(c -> String.valueOf((char) c))
                    .collect(Collectors.joining());

    private final List<AutoCloseable> toClose = new ArrayList<>();
    @TempDir private Path directory;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }

    @Test
    void goesThroughAProxyThatAsksForAPassword() {
        LoopbackServer proxy =
                server(
                        ProxyAnswers.basic(
                                "Proxy-Auth", 407, "joe:" + PRINTABLE, ok(bytes("page"))));
        ConfiguredFetch fetch =
                fetch(
                        Map.of(
                                "proxy", "http://127.0.0.1:" + proxy.port(),
                                "proxy.user", "joe",
                                "proxy.password", "${env:PROXY_PASSWORD}"),
                        Map.of("PROXY_PASSWORD", PRINTABLE));

        assertEquals("page", read(fetch, URI.create("http://patches.example.com/index.html")));
        assertEquals("http://patches.example.com/index.html", lastTarget(proxy));
    }

    @Test
    void answersAProxysDigestChallenge() {
        LoopbackServer proxy =
                server(
                        (asked, socket) ->
                                (asked.header("proxy-authorization").startsWith("Digest ")
                                                        && asked.header("proxy-authorization")
                                                                .contains("username=\"joe\"")
                                                ? ok(bytes("page"))
                                                : status(
                                                        407,
                                                        "Proxy-Authenticate: Digest realm=\"r\","
                                                                + " nonce=\"abc\", qop=\"auth\""))
                                        .write(asked, socket));
        ConfiguredFetch fetch =
                fetch(
                        Map.of(
                                "proxy", "http://127.0.0.1:" + proxy.port(),
                                "proxy.user", "joe",
                                "proxy.password", "secret"),
                        Map.of());

        assertEquals("page", read(fetch, URI.create("http://patches.example.com/index.html")));
        assertFalse(
                proxy.requests().stream().anyMatch(asked -> asked.toString().contains("secret")));
    }

    @Test
    void leavesTheProxyOutForHostsThatAreExcepted() {
        LoopbackServer site = server(ok(bytes("direct")));
        LoopbackServer proxy = server(ok(bytes("by proxy")));
        ConfiguredFetch fetch =
                fetch(
                        Map.of(
                                "proxy",
                                "http://127.0.0.1:" + proxy.port(),
                                "proxy.except",
                                new String[] {"127.0.0.1", ".example.org"}),
                        Map.of());

        assertEquals("direct", read(fetch, site.at("/x")));
        assertEquals("by proxy", read(fetch, URI.create("http://patches.example.com/x")));
    }

    @Test
    void reachesASecureSiteThroughAProxyAndTrustsAPrivateCa() throws Exception {
        SelfSignedSite keys = new SelfSignedSite(directory);
        LoopbackServer site = server(keys.socket());
        LoopbackServer proxy =
                server(
                        ProxyAnswers.basic(
                                "Proxy-Auth",
                                407,
                                "joe:secret",
                                ProxyAnswers.tunnelTo(site.port())));
        Map<String, Object> values =
                Map.of(
                        "proxy",
                        "http://127.0.0.1:" + proxy.port(),
                        "proxy.user",
                        "joe",
                        "proxy.password",
                        "secret",
                        "proxy.except",
                        new String[0],
                        "ca.file",
                        keys.certificate().toString());

        URI page = URI.create("https://localhost:" + site.port() + "/page");

        assertEquals("secure", read(fetch(values, Map.of()), page));
        assertEquals(List.of("CONNECT", "CONNECT"), methods(proxy));
        assertFalse(site.requests().toString().contains("proxy-authorization"));
    }

    @Test
    void speaksToTheProxyItselfSecurely() throws Exception {
        SelfSignedSite keys = new SelfSignedSite(directory);
        LoopbackServer proxy = server(keys.socket());
        Map<String, Object> values =
                Map.of(
                        "proxy",
                        "https://localhost:" + proxy.port(),
                        "ca.file",
                        keys.certificate().toString());

        ConfiguredFetch fetch = fetch(values, Map.of());

        assertEquals("secure", read(fetch, URI.create("http://patches.example.com/index.html")));
    }

    @Test
    void refusesASiteWhoseCaIsUnknownAndSaysWhatToDo() throws Exception {
        SelfSignedSite keys = new SelfSignedSite(directory);
        LoopbackServer site = server(keys.socket());
        ConfiguredFetch fetch = fetch(Map.of(), Map.of());

        FetchException e =
                assertThrows(
                        FetchException.class, () -> fetch.read(site.at("https", "/page"), null));

        assertEquals(Reason.UNREACHABLE, e.reason());
        assertTrue(e.getMessage().contains("name its CA"), e.getMessage());
        assertEquals(List.of(), site.requests());
    }

    @Test
    void sendsCredentialsToTheirHostAlone() {
        LoopbackServer other = server(status(401, "WWW-Authenticate: Basic realm=\"other\""));
        LoopbackServer site =
                server(
                        ProxyAnswers.basic(
                                "Auth",
                                401,
                                "joe:" + PRINTABLE,
                                status(302, "Location: http://localhost:" + other.port() + "/x")));
        ConfiguredFetch fetch =
                fetch(
                        Map.of(
                                "credentials",
                                new String[] {"127.0.0.1:" + site.port() + "=joe:${env:PW}"},
                                "redirect.hosts",
                                new String[] {"localhost"}),
                        Map.of("PW", PRINTABLE));

        FetchException e =
                assertThrows(FetchException.class, () -> fetch.read(site.at("/x"), null));

        assertTrue(e.getMessage().contains("401"), e.getMessage());
        assertEquals(2, site.requests().size());
        assertEquals(1, other.requests().size());
        assertEquals("", other.requests().get(0).header("authorization"));
    }

    @Test
    void takesAUserFromTheLocationAndShowsItNowhere() {
        LoopbackServer site =
                server(ProxyAnswers.basic("Auth", 401, "joe:pa ss", ok(bytes("page"))));
        URI location = URI.create("http://joe:pa%20ss@127.0.0.1:" + site.port() + "/x");
        ConfiguredFetch fetch = fetch(Map.of(), Map.of());

        assertEquals("page", read(fetch, location));
        assertFalse(site.requests().toString().contains("pa%20ss"));

        site.answer(status(404));
        FetchException e = assertThrows(FetchException.class, () -> fetch.read(location, null));
        assertFalse(e.getMessage().contains("joe"), e.getMessage());
    }

    @Test
    void tellsTheProxyNothingOfAUserForTheSite() {
        LoopbackServer proxy =
                server(ProxyAnswers.basic("Proxy-Auth", 407, "joe:x", ok(bytes(""))));
        ConfiguredFetch fetch =
                fetch(Map.of("proxy", "http://127.0.0.1:" + proxy.port()), Map.of());
        URI location = URI.create("http://joe:x@patches.example.com/index.html");

        FetchException e = assertThrows(FetchException.class, () -> fetch.read(location, null));

        assertTrue(e.getMessage().contains("proxy.user"), e.getMessage());
        assertEquals(1, proxy.requests().size());
    }

    @Test
    void followsRedirectsWithinTheAllowedHostsOnly() {
        LoopbackServer target = server(ok(bytes("moved")));
        LoopbackServer site =
                server(status(301, "Location: http://localhost:" + target.port() + "/new"));

        ConfiguredFetch strict = fetch(Map.of(), Map.of());
        FetchException e =
                assertThrows(FetchException.class, () -> strict.read(site.at("/old"), null));
        assertEquals(Reason.REFUSED, e.reason());
        assertTrue(e.getMessage().contains("redirect.hosts"), e.getMessage());

        ConfiguredFetch open =
                fetch(Map.of("redirect.hosts", new String[] {"localhost"}), Map.of());
        assertEquals(
                "http://localhost:" + target.port() + "/new",
                open.read(site.at("/old"), null).location().toString());
    }

    @Test
    void opensNoMoreConnectionsToAHostThanAllowed() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Semaphore go = new Semaphore(0);
        LoopbackServer site =
                server(
                        (asked, socket) -> {
                            most.accumulateAndGet(open.incrementAndGet(), Math::max);
                            go.acquireUninterruptibly();
                            open.decrementAndGet();
                            return ok(bytes("x")).write(asked, socket);
                        });
        ConfiguredFetch fetch = fetch(Map.of("connections.per.host", 2), Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<String>> pages = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pages.add(threads.submit(() -> read(fetch, site.at("/x"))));
        }
        while (site.requests().size() < 2) {
            Thread.onSpinWait();
        }
        LoopbackServer another = server(ok(bytes("quick")));
        String meanwhile = read(fetch, URI.create("http://localhost:" + another.port() + "/other"));
        go.release(6);
        for (Future<String> page : pages) {
            assertEquals("x", page.get());
        }
        threads.shutdown();

        assertEquals("quick", meanwhile);
        assertEquals(2, most.get());
    }

    @Test
    void keepsWithinTheBandwidthTogether() throws Exception {
        byte[] body = Samples.noise(256 * 1024, 1);
        LoopbackServer site = server(ok(body));
        ConfiguredFetch fetch = fetch(Map.of("bandwidth", 512), Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(2);

        long start = System.nanoTime();
        List<Future<?>> downloads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Path target = directory.resolve("file" + i);
            downloads.add(
                    threads.submit(
                            () ->
                                    fetch.download(
                                            Samples.published("x.bin", site.at("/x"), body),
                                            target,
                                            directory.resolve("partials"),
                                            TransferListener.NONE)));
        }
        for (Future<?> download : downloads) {
            download.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();

        assertTrue(seconds > 0.9, "took " + seconds + " s");
    }

    @Test
    void tellsNoSecretInAnyFailureOrLog() {
        List<String> told = LogRecords.during(() -> failWithSecrets());

        assertTrue(told.size() > 3, told.toString());
        for (String line : told) {
            assertFalse(line.contains("geheim"), line);
        }
    }

    private List<String> failWithSecrets() {
        List<String> told = new ArrayList<>();
        LoopbackServer site = server(status(503));
        for (Answer answer :
                List.of(
                        status(503),
                        status(403),
                        status(302, "Location: /geheim/y?AuthKey=geheim"),
                        status(302, "Location: ftp://geheim:geheim@x/?geheim"),
                        (Answer) (asked, socket) -> false)) {
            site.answer(answer);
            ConfiguredFetch fetch =
                    fetch(
                            Map.of(
                                    "retries",
                                    1,
                                    "retry.pause",
                                    1,
                                    "credentials",
                                    new String[] {"127.0.0.1=joe:geheim"}),
                            Map.of());
            URI location =
                    URI.create(
                            "http://u:geheim@127.0.0.1:"
                                    + site.port()
                                    + "/x?AuthKey=geheim#geheim");
            told.add(message(() -> fetch.read(location, null)));
            told.add(
                    message(
                            () ->
                                    fetch.unpack(
                                            Samples.artifact("p.tgz", location),
                                            directory.resolve("target"),
                                            directory.resolve("partials"),
                                            TransferListener.NONE)));
        }
        return told;
    }

    private static String message(Executable call) {
        StringBuilder text = new StringBuilder();
        for (Throwable e = assertThrows(FetchException.class, call); e != null; e = e.getCause()) {
            text.append(e).append('\n');
        }
        return text.toString();
    }

    private LoopbackServer server(Answer answer) {
        LoopbackServer server = new LoopbackServer(answer);
        toClose.add(server);
        return server;
    }

    private LoopbackServer server(ServerSocket socket) {
        LoopbackServer server = new LoopbackServer(socket, ok(bytes("secure")));
        toClose.add(server);
        return server;
    }

    private ConfiguredFetch fetch(Map<String, Object> values, Map<String, String> environment) {
        ConfiguredFetch fetch =
                new ConfiguredFetch(
                        Configs.settings(values, environment),
                        Path.of("target/zips"),
                        Clock.systemUTC());
        toClose.add(fetch::stop);
        return fetch;
    }

    private static String read(ConfiguredFetch fetch, URI location) {
        return new String(fetch.read(location, null).body(), StandardCharsets.UTF_8);
    }

    private static String lastTarget(LoopbackServer server) {
        return server.requests().get(server.requests().size() - 1).target();
    }

    private static List<String> methods(LoopbackServer server) {
        return server.requests().stream().map(LoopbackServer.Asked::method).toList();
    }
}
