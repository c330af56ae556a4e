package org.esxsync.itests.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.PostgresqlServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Three processes share the downloads of one sync: a command, and the services of two nodes. */
@Tag("slow")
@Tag("fault")
class SharedNodesIT {

    private static final int MANY = Integer.getInteger("shared.patches", 0);
    private static final int VIB_SIZE = 20_000;

    @TempDir private Path directory;
    private PostgresqlServer server;
    private int mirrors;

    @BeforeEach
    void open() {
        server = PostgresqlServer.start();
    }

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** A mirror and the processes that work on it. */
    private final class Nodes implements AutoCloseable {

        private final Path own;
        private final Path mirror;
        private final Conf conf;
        private final EsxSync esxsync;
        private final List<RunningCommand> helpers = new ArrayList<>();

        Nodes(SharedSite site, String nodes, int connections) throws IOException {
            own = Files.createDirectory(directory.resolve("mirror-" + mirrors++));
            mirror = own.resolve("mirror");
            esxsync =
                    new EsxSync(
                            own,
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.util.logging.config.file=" + logging(own));
            conf =
                    new Conf(own.resolve("conf"))
                            .depot("site", site.index())
                            .write("org.esxsync.fetch", "connections.per.host = " + connections)
                            .write(
                                    "org.esxsync.sync",
                                    """
                                    %snodes = %s
                                    releases = esxi-6.5
                                    schedule = 0 0 1 1 *
                                    jitter = 0
                                    """
                                            .formatted(server.settings(), nodes));
        }

        private static Path logging(Path own) throws IOException {
            return Files.writeString(
                    own.resolve("logging.properties"),
                    """
                    handlers = java.util.logging.ConsoleHandler
                    .level = INFO
                    java.util.logging.ConsoleHandler.level = INFO
                    """);
        }

        RunningCommand start(String command) throws IOException {
            return esxsync.start("--conf", conf, "--mirror", mirror, command);
        }

        /** Starts services, and returns when they look for something to help with. */
        void help(int count) throws Exception {
            for (int i = 0; i < count; i++) {
                RunningCommand helper = start("service");
                helpers.add(helper);
                Eventually.is("it runs", () -> helper.tells("ESX Sync "));
            }
        }

        String name(RunningCommand helper) {
            return "process %d on".formatted(helper.process().pid());
        }

        /** What a node is downloading. */
        Set<String> claims(RunningCommand helper) {
            return new TreeSet<>(
                    ask(
                            "SELECT split_part(artifact, chr(9), 1) FROM mirror_download WHERE"
                                    + " state = 'claimed' AND node LIKE '%s %%'",
                            name(helper)));
        }

        String end() {
            return ask("SELECT detail FROM mirror_event WHERE kind = 'SYNC_FINISHED'").get(0);
        }

        private List<String> ask(String query, Object... values) {
            try {
                return server.ask(query.formatted(values));
            } catch (SQLException e) {
                // Before the first node has made the tables.
                return List.of();
            }
        }

        void check() throws Exception {
            start("verify").await().ended(0);
            Run again = start("sync").await().ended(0);
            assertEquals(1, again.linesWith("Nothing new").size(), again::toString);
            assertEquals(List.of(), Tree.staged(mirror));
        }

        @Override
        public void close() {
            helpers.forEach(RunningCommand::close);
        }
    }

    @Test
    void aNodeThatIsKilledGivesItsDownloadsBackAndNothingElseIsDownloadedTwice() throws Exception {
        strike(RunningCommand::close, victim -> {});
    }

    @Test
    void aNodeThatIsFrozenLosesItsDownloadsAndDoesNoHarmWhenItWakesUp() throws Exception {
        strike(victim -> signal(victim, "STOP"), victim -> signal(victim, "CONT"));
    }

    /** What happens to a node. */
    @FunctionalInterface
    private interface Fault {
        void happen(RunningCommand node) throws Exception;
    }

    private static void signal(RunningCommand command, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(command.process().pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private void strike(Fault fault, Fault whenTheSyncHasEnded) throws Exception {
        int bulletins = 30;
        int connections = 6;
        try (SharedSite site = new SharedSite(bulletins, VIB_SIZE, 0);
                Nodes nodes = new Nodes(site, "shared", connections)) {
            nodes.help(2);
            RunningCommand writer = nodes.start("sync");
            RunningCommand victim = nodes.helpers.get(0);
            RunningCommand other = nodes.helpers.get(1);
            Eventually.is("all connections are in use", () -> site.atOnce() == connections);
            Eventually.is("each node has its share", () -> isShared(site, nodes, connections));

            fault.happen(victim);
            Set<String> lost = nodes.claims(victim);
            site.passAll();
            writer.await().ended(0);
            whenTheSyncHasEnded.happen(victim);

            assertFalse(lost.isEmpty(), "it had nothing to lose");
            assertEquals(bulletins, site.requests().size());
            site.requests()
                    .forEach(
                            (path, count) ->
                                    assertTrue(
                                            count == 1 || count == 2 && lost.contains(path),
                                            () -> path + " was asked for " + count + " times"));
            assertTrue(nodes.end().contains(nodes.name(other)), nodes::end);
            nodes.check();
        }
    }

    /** The first one has all of them, until the others are there and some have ended. */
    private static boolean isShared(SharedSite site, Nodes nodes, int connections) {
        boolean areThere = nodes.ask("SELECT node FROM mirror_node").size() == 3;
        boolean isShared =
                areThere && nodes.helpers.stream().noneMatch(each -> nodes.claims(each).isEmpty());
        if (areThere && !isShared && site.atOnce() == connections) {
            site.pass();
        }
        return isShared;
    }

    /** The times are told; what counts is that nothing is downloaded twice. */
    @Test
    @EnabledIfSystemProperty(named = "shared.patches", matches = "[1-9].*")
    void manyPatchesAreDownloadedOnceEachByOneNodeOrThree() throws Exception {
        for (int latency : List.of(0, 20)) {
            sync("single", 0, 6, latency);
            sync("shared", 0, 6, latency);
            sync("shared", 2, 6, latency);
            sync("shared", 2, 18, latency);
        }
    }

    private void sync(String mode, int helpers, int connections, int latency) throws Exception {
        try (SharedSite site = new SharedSite(MANY, VIB_SIZE, latency);
                Nodes nodes = new Nodes(site, mode, connections)) {
            site.passAll();
            nodes.help(helpers);
            long start = System.nanoTime();
            nodes.start("sync").await(600).ended(0);
            double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
            System.out.printf(
                    Locale.ROOT,
                    "nodes=%s, %d nodes, %d connections, %d ms: %.1f s, %d at once; %s%n",
                    mode,
                    helpers + 1,
                    connections,
                    latency,
                    seconds,
                    site.mostAtOnce(),
                    nodes.ask(
                            "SELECT detail FROM mirror_event WHERE kind = 'SYNC_FINISHED' ORDER BY"
                                    + " mirror DESC LIMIT 1"));
            Map<String, Integer> requests = site.requests();
            assertEquals(MANY, requests.size());
            assertEquals(
                    List.of(),
                    requests.entrySet().stream().filter(each -> each.getValue() > 1).toList());
            assertTrue(site.mostAtOnce() <= connections, site.mostAtOnce() + " at once");
            nodes.check();
        }
    }
}
