package org.esxsync.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.serve.testkit.RawHttp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

@Timeout(60)
class ConfiguredServerTest {

    private ConfiguredServer configured;
    private MirrorOnDisk mirror;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        mirror = new MirrorOnDisk(directory);
        mirror.publish("esxi-8.0/index.xml", new byte[100]);
        configured = server(Duration.ofMillis(20));
    }

    private ConfiguredServer server(Duration pause) {
        return server(pause, null);
    }

    /**
     * @param mode what the program says of serving
     */
    private ConfiguredServer server(Duration pause, @Nullable String mode) {
        BundleContext context =
                (BundleContext)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {BundleContext.class},
                                (proxy, method, arguments) -> mode);
        return new ConfiguredServer(
                context,
                new MirrorServices(
                        mirror,
                        () -> {
                            throw new EsxSyncException("no catalogue");
                        },
                        () -> {
                            throw new EsxSyncException("no writer");
                        },
                        () -> {
                            throw new EsxSyncException("this test has no engine");
                        },
                        new NoHosts(),
                        "1"),
                pause);
    }

    @AfterEach
    void stop() {
        configured.deactivate();
    }

    private static ServerSocket used() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private void configure(int port) {
        Map<String, Object> values = Map.of("port", Integer.toString(port));
        configured.modified(TypedConfiguration.of(ServeConfig.class, values), values);
    }

    private static int status(int port) throws IOException {
        return new RawHttp(URI.create("http://127.0.0.1:" + port))
                .ask("GET", "/esxi-8.0/index.xml")
                .status();
    }

    @Test
    void aPortThatIsFreedLaterIsTakenUp() throws Exception {
        int port;
        try (ServerSocket used = used()) {
            port = used.getLocalPort();
            configure(port);
            assertEquals(1, configured.problems().size());
        }
        while (!configured.problems().isEmpty()) {
            Thread.sleep(20);
        }

        assertEquals(200, status(port));
    }

    @Test
    void aCommandTellsWhatTheServiceBesideItCannotDo() throws Exception {
        ConfiguredServer command = server(Duration.ofMinutes(1), "off");
        assertEquals(List.of(), command.problems());
        try (ServerSocket used = used()) {
            configure(used.getLocalPort());

            List<ConfigurationProblem> told = command.problems();
            assertEquals(configured.problems(), told);
            assertEquals(
                    "org.esxsync.serve: port=%d cannot be used; 127.0.0.1 cannot be listened on: Address already in use; stop what uses the port, or take another"
                            .formatted(used.getLocalPort()),
                    told.get(0).text());
            configured.deactivate();
        }

        assertEquals(List.of(), command.problems());
    }

    @Test
    void whatAnEndedServiceHasToldDoesNotHold() throws Exception {
        mirror.write(".esxsync/serve-trouble", "a port was in use\n".getBytes(UTF_8));

        assertEquals(List.of(), server(Duration.ofMinutes(1), "off").problems());
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotTriedAgain() throws Exception {
        int port;
        try (ServerSocket used = used()) {
            port = used.getLocalPort();
            configure(port);
            configured.deactivate();
        }
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals("esxsync-serve-retry"))) {
            Thread.sleep(20);
        }

        assertThrows(ConnectException.class, () -> status(port));
    }
}
