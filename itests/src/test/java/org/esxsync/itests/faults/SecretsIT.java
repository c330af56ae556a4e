package org.esxsync.itests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.SampleDepot;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.Distribution;
import org.esxsync.itests.support.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy's password, a host's and a download token are used, and stand nowhere: not in what is
 * printed or logged, not in the mirror or its ledger, not among the running process's arguments.
 */
@Tag("fault")
class SecretsIT {

    private static final String BULLETIN = "ESXi80U3d-24585383";

    @TempDir Path directory;
    private Path conf;
    private VendorProxy proxy;

    @BeforeEach
    void configure() throws Exception {
        Path depot = Files.createDirectory(directory.resolve("depot"));
        new SampleDepot(depot).vendor("sample", BULLETIN).write();
        proxy = new VendorProxy(depot);
        conf = Files.createDirectory(directory.resolve("conf"));
        Path secrets = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("proxy"), VendorProxy.PROXY_PASSWORD + "\n");
        Files.writeString(secrets.resolve("token"), VendorProxy.TOKEN + "\n");
        fetch("${file:" + secrets.resolve("proxy") + "}");
        source("vendor", "${env:ESXSYNC_TOKEN}");
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void standNowhereWhenAllGoesWell() throws Exception {
        try (RunningCommand sync = start("--debug", "sync")) {
            proxy.awaitVib();
            assertNoneIn("its arguments", Files.readAllBytes(arguments(sync)));
            assertNoneInFiles();
            proxy.open();
            sync.await().ended(0);
        }
        assertEquals(1, new Depot(mirror().resolve("esxi-8.0")).checkedVibs().size());
        for (String command : List.of("sources", "history", "status", "show")) {
            command(
                            command.equals("show")
                                    ? new String[] {"show", BULLETIN}
                                    : new String[] {command})
                    .ended(0);
        }
        assertNoneInFiles();
    }

    @Test
    void standNowhereWhenTheTokenIsReadFromAFile() throws Exception {
        proxy.open();
        source("vendor", "${file:" + directory.resolve("secrets/token") + "}");

        command("sync").ended(0);

        assertEquals(1, new Depot(mirror().resolve("esxi-8.0")).checkedVibs().size());
        assertNoneInFiles();
    }

    @Test
    void standNowhereWhenAHostFailsAfterARedirect() throws Exception {
        proxy.open();
        for (String status : List.of("403 Forbidden", "500 Broken", "401 Unauthorized")) {
            proxy.answerVibs(status);

            Run run = command("--debug", "sync").ended(2);

            assertFalse(run.linesWith(BULLETIN).isEmpty(), run::toString);
        }
        assertNoneInFiles();
    }

    @Test
    void standNowhereWhenAnotherHostHasTheTokenInItsPath() throws Exception {
        proxy.open();
        proxy.sendOn();

        command("--debug", "sync").ended(0);

        assertEquals(1, new Depot(mirror().resolve("esxi-8.0")).checkedVibs().size());
        command("status", "--json").ended(0);
        command("sources", "--json").ended(0);
        command("show", "--json", BULLETIN).ended(0);
        command("ledger", "--export").ended(0);
        assertNoneInFiles();
    }

    @Test
    void standNowhereInARefusedDocumentThatRepeatsThem() throws Exception {
        proxy.open();
        proxy.repeatInPlaceOfZips();

        Run run = command("--debug", "sync");

        assertFalse(run.linesWith(VendorProxy.DEPOT_HOST).isEmpty(), run::toString);
        command("status", "--json").ended(0);
        assertNoneInFiles();
    }

    @Test
    void aHostThatPassesRequestsOnGetsTheTokenToo() throws Exception {
        proxy.open();
        Files.writeString(
                conf.resolve("org.esxsync.source.depot~vendor.cfg"),
                "location=http://%s%s/${env:ESXSYNC_TOKEN}/PROD/vmw-depot-index.xml%n"
                        .formatted(VendorProxy.COMPANY_HOST, VendorProxy.COMPANY_PATH));

        command("--debug", "sync").ended(0);

        assertEquals(1, new Depot(mirror().resolve("esxi-8.0")).checkedVibs().size());
        command("sources", "--json").ended(0);
        assertNoneInFiles();
    }

    @Test
    void standNowhereInTheFiguresForMonitoring() throws Exception {
        proxy.open();
        source("other", "${file:" + directory.resolve("secrets/proxy") + "}");
        command("sync").ended(1);

        try (RunningCommand service = start("service")) {
            // A JVM that has hardly begun refuses to be asked.
            Eventually.is("it is up", () -> service.tells("Nothing is scheduled"));
            String figures = Figures.of(service.process().pid());

            assertTrue(figures.contains(VendorProxy.DEPOT_HOST), figures);
            assertNoneIn("the figures", figures.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void standNowhereWhenTheTokenIsRefused() throws Exception {
        source("other", "${file:" + directory.resolve("secrets/proxy") + "}");
        Files.delete(conf.resolve("org.esxsync.source.depot~vendor.cfg"));

        Run run = command("--debug", "sync").ended(1);

        assertFalse(run.linesWith(VendorProxy.DEPOT_HOST).isEmpty(), run::toString);
        assertNoneInFiles();
    }

    @Test
    void standNowhereWhenTheProxyRefuses() throws Exception {
        fetch("${file:" + directory.resolve("secrets/token") + "}");

        Run run = command("--debug", "sync").ended(1);

        assertFalse(run.linesWith("407").isEmpty(), run::toString);
        assertNoneInFiles();
    }

    @Test
    void aMissingOneIsToldByItsReference() throws Exception {
        Path nowhere = directory.resolve("secrets/nowhere");
        fetch("${file:" + nowhere + "}");

        Run run = command("--debug", "sync").ended(1);

        assertFalse(run.linesWith(nowhere.toString()).isEmpty(), run::toString);
        assertNoneInFiles();
    }

    private void fetch(String proxyPassword) throws IOException {
        Files.write(
                conf.resolve("org.esxsync.fetch.cfg"),
                List.of(
                        "proxy=http://127.0.0.1:" + proxy.port(),
                        "proxy.user=" + VendorProxy.USER,
                        "proxy.password=" + proxyPassword,
                        "credentials=${env:ESXSYNC_CREDENTIALS}",
                        "retries=1",
                        "retry.pause=1"));
    }

    private void source(String name, String token) throws IOException {
        Files.writeString(
                conf.resolve("org.esxsync.source.depot~%s.cfg".formatted(name)),
                "location=http://%s/%s/PROD/vmw-depot-index.xml%n"
                        .formatted(VendorProxy.DEPOT_HOST, token));
    }

    private Run command(String... command) throws Exception {
        return start(command).await();
    }

    private RunningCommand start(String... command) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("--conf", conf, "--mirror", mirror()));
        arguments.addAll(List.of(command));
        Map<String, String> environment =
                Map.of(
                        "ESXSYNC_TOKEN",
                        VendorProxy.TOKEN,
                        "ESXSYNC_CREDENTIALS",
                        "%s=%s:%s"
                                .formatted(
                                        VendorProxy.FILE_HOST,
                                        VendorProxy.USER,
                                        VendorProxy.HOST_PASSWORD));
        return new EsxSync(
                        directory,
                        List.of("-Djava.util.logging.config.file=" + logging()),
                        environment)
                .start(arguments.toArray());
    }

    /** The distribution's own logging, with all levels but where it says otherwise. */
    private Path logging() throws IOException {
        Path usual = Distribution.home().resolve("defaults/logging.properties");
        List<String> lines = new ArrayList<>(Files.readAllLines(usual));
        lines.add("handlers=java.util.logging.FileHandler, java.util.logging.ConsoleHandler");
        lines.add("java.util.logging.FileHandler.pattern=" + directory.resolve("log%u.txt"));
        lines.add("java.util.logging.FileHandler.append=true");
        lines.add("java.util.logging.ConsoleHandler.level=ALL");
        lines.add(".level=ALL");
        return Files.write(directory.resolve("logging.properties"), lines);
    }

    private Path arguments(RunningCommand sync) {
        return Path.of("/proc/%d/cmdline".formatted(sync.process().pid()));
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }

    /** Looks through every file there is, but for those that hold the secrets. */
    private void assertNoneInFiles() throws IOException {
        List<Path> files =
                Tree.files(directory).stream()
                        .filter(file -> !file.startsWith(directory.resolve("secrets")))
                        .toList();
        assertTrue(files.stream().anyMatch(file -> file.endsWith("ledger.db")), files::toString);
        for (Path file : files) {
            assertNoneIn(file.toString(), Files.readAllBytes(file));
        }
    }

    private static void assertNoneIn(String where, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> found = secrets().filter(text::contains).toList();
        assertEquals(List.of(), found, () -> where + ":\n" + linesWith(text, found));
    }

    private static List<String> linesWith(String text, List<String> found) {
        return text.lines().filter(line -> found.stream().anyMatch(line::contains)).toList();
    }

    private static Stream<String> secrets() {
        String proxy = VendorProxy.PROXY_PASSWORD;
        String host = VendorProxy.HOST_PASSWORD;
        return Stream.of(
                proxy,
                host,
                VendorProxy.TOKEN,
                VendorProxy.SIGNATURE,
                URLEncoder.encode(proxy, StandardCharsets.UTF_8),
                URLEncoder.encode(host, StandardCharsets.UTF_8),
                VendorProxy.basic(VendorProxy.USER, proxy),
                VendorProxy.basic(VendorProxy.USER, host));
    }
}
