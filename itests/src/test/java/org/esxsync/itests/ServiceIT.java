package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Gate;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code bin/esxsync service}, as systemd starts it: without a terminal or any input. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class ServiceIT {

    private static final String PATCH = "ESX-8258730";
    private static final int TERMINATED = 143;

    /** Cron knows no time that is nearer than the next minute. */
    private static final long SCHEDULE_SECONDS = 180;

    private static final long END_SECONDS = 30;

    @TempDir Path directory;
    private PatchSite site;
    private Gate gate;
    private Conf conf;

    @BeforeEach
    void openSite() throws Exception {
        site = new PatchSite();
        site.add(PATCH, Tarball.of(PATCH).bytes());
        gate = site.holdBack(PATCH);
        conf = new Conf(directory.resolve("conf")).vi3("site", site.index());
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void itTakesUpAScheduleAndASignalEndsItsSync() throws Exception {
        Path log = directory.resolve("classes.txt");
        EsxSync esxsync = new EsxSync(directory, "-Xlog:class+load:file=" + log);
        try (RunningCommand service =
                esxsync.start("--conf", conf, "--mirror", mirror(), "service")) {
            Eventually.is("it runs", () -> isIn(log, "org.esxsync.sync.schedule.ScheduledSync "));
            conf.write("org.esxsync.sync", "schedule = * * * * *\njitter = 0");
            gate.awaitTransfer(SCHEDULE_SECONDS);

            assertEnds(service);
        }
        gate.open();
        assertEquals(List.of(), Tree.names(mirror().resolve("esx-3.0.1")));
        assertEquals(List.of(), Tree.names(esxsync.temporary()));
        esxsync.run("--conf", conf, "--mirror", mirror(), "sync").ended(0);
        assertEquals(List.of("2007-03-29-" + PATCH), Tree.names(mirror().resolve("esx-3.0.1")));
        assertEquals(List.of(), Tree.staged(mirror()));
    }

    @Test
    void whatIsWrongWithTheScheduleIsTold() throws Exception {
        EsxSync esxsync = new EsxSync(directory);
        try (RunningCommand service =
                esxsync.start("--conf", conf, "--mirror", mirror(), "service")) {
            Eventually.is("it tells", () -> service.tells("Nothing is scheduled"));
        }
        conf.write("org.esxsync.sync", "schedule = each night\nreleases = 3.0.1, esx-9.9");

        Run status = esxsync.run("--conf", conf, "--mirror", mirror(), "status").ended(0);

        assertEquals(
                1, status.linesWith("Problem       org.esxsync.sync: releases=esx-9.9").size());
        assertEquals(1, status.linesWith("Problem       org.esxsync.sync: schedule=each").size());
    }

    @Test
    void itsLogTellsWhatIsAheadAndWhatIsNew() throws Exception {
        gate.open();
        Path log = directory.resolve("service.log");
        conf.write("org.esxsync.sync", "schedule = * * * * *\njitter = 0");
        try (RunningCommand service =
                new EsxSync(directory, "-Djava.util.logging.config.file=" + logTo(log))
                        .start("--conf", conf, "--mirror", mirror(), "service")) {
            Eventually.is(
                    "a run is summed up",
                    Duration.ofSeconds(SCHEDULE_SECONDS),
                    () -> isIn(log, "The scheduled sync ended after"));
        }
        String told = Files.readString(log);
        assertTrue(
                told.lines()
                        .findFirst()
                        .orElse("")
                        .matches(
                                "INFO: ESX Sync \\S+, mirror %s: schedule \\* \\* \\* \\* \\*, the next sync starts .*"
                                        .formatted(Pattern.quote(mirror().toString()))),
                told);
        assertTrue(told.contains("INFO: New: %s in esx-3.0.1\n".formatted(PATCH)), told);
        assertTrue(told.contains(": 1 new patch; "), told);
        assertTrue(told.contains(" downloaded; the next one starts "), told);
        assertFalse(told.contains("[") || told.contains("\tat "), told);
    }

    private Path logTo(Path log) throws IOException {
        return Files.writeString(
                directory.resolve("logging.properties"),
                """
                handlers = java.util.logging.FileHandler
                .level = WARNING
                org.esxsync.level = INFO
                java.util.logging.FileHandler.pattern = %s
                java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format = %%4$s: %%5$s%%6$s%%n
                """
                        .formatted(log));
    }

    @Test
    void aSignalEndsASyncAtThePrompt() throws Exception {
        EsxSync esxsync = new EsxSync(directory);
        try (RunningCommand sync = esxsync.start("--conf", conf, "--mirror", mirror(), "sync")) {
            gate.awaitTransfer();

            assertEnds(sync);
        }
        assertEquals(List.of(), Tree.names(esxsync.temporary()));
    }

    private static boolean isIn(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertEnds(RunningCommand command) throws InterruptedException {
        command.process().destroy();

        assertTrue(command.process().waitFor(END_SECONDS, TimeUnit.SECONDS), "it runs on");
        assertEquals(TERMINATED, command.process().exitValue());
        assertFalse(command.process().isAlive());
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }
}
