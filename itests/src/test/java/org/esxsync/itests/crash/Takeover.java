package org.esxsync.itests.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.PostgresqlServer;

/** One takeover of a mirror of its own, from the fault of the one node to the end of the other. */
final class Takeover implements Callable<Void> {

    /** What happens to the node that works. */
    enum Fault {
        KILL,
        STOP,
        CUT
    }

    private static final int PATCHES = 5;
    private static final Pattern ID = Pattern.compile("(?m)^mirror=(.*)$");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** When the schedule is said to have wanted the sync, so that the service goes on with it. */
    private static final String TIME = "2026-01-01T00:00:00.000Z";

    private static final List<String> STAGES =
            List.of(
                    "downloading",
                    "staged",
                    "intended",
                    "intended",
                    "moved",
                    "moved",
                    "in place",
                    "recorded",
                    "index intended",
                    "index intended",
                    "index file in place",
                    "index recorded");

    private final PostgresqlServer server;
    private final Path directory;
    private final Path mirror;
    private final Path bundle;
    private final Fault fault;
    private final Random random;
    private final List<String> wrong = new ArrayList<>();
    private String stage = "never begun";
    private double seconds;

    /**
     * @param directory an empty one
     * @param bundle what the nodes publish beside the patches of a site
     */
    Takeover(PostgresqlServer server, Path directory, Path bundle, Fault fault, Random random) {
        this.server = server;
        this.directory = directory;
        this.mirror = directory.resolve("mirror");
        this.bundle = bundle;
        this.fault = fault;
        this.random = random;
    }

    Fault fault() {
        return fault;
    }

    /** In which stage the fault came. */
    String stage() {
        return stage;
    }

    /** How long after the fault the other node had begun; 0 if the first one had ended. */
    double seconds() {
        return seconds;
    }

    List<String> wrong() {
        return wrong;
    }

    @Override
    public String toString() {
        return "%s in '%s' after %.1f s".formatted(fault, stage, seconds);
    }

    @Override
    public Void call() throws Exception {
        try (SlowSite site = new SlowSite(PATCHES);
                CutProxy proxy = new CutProxy(server.port())) {
            Conf first = conf("first", site, server.settings(proxy.port()));
            Conf second = conf("second", site, server.settings());
            EsxSync esxsync =
                    new EsxSync(directory, "-XX:TieredStopAtLevel=1", StageLog.option(directory));
            try (RunningCommand worker =
                            esxsync.start("--conf", first, "--mirror", mirror, "sync");
                    RunningCommand standby =
                            esxsync.start("--conf", second, "--mirror", mirror, "service")) {
                takeOver(worker, standby, proxy);
            }
            check(esxsync, second);
        }
        return null;
    }

    private void takeOver(RunningCommand worker, RunningCommand standby, CutProxy proxy)
            throws Exception {
        try {
            Eventually.is("it writes", PATIENCE, () -> isWriting() || !isAlive(worker));
            if (isWriting()) {
                strike(worker, new StageLog(worker.err()), proxy);
                wakeUp(worker, proxy);
            }
            awaitEnd(worker);
            Eventually.is("the other ends", PATIENCE, this::isOver);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "%s: %s%nthe first node: %s%nthe other: %s"
                            .formatted(
                                    this,
                                    e.getMessage(),
                                    Files.readString(worker.err()),
                                    Files.readString(standby.err())),
                    e);
        }
    }

    private Conf conf(String name, SlowSite site, String settings) throws IOException {
        return new Conf(directory.resolve(name))
                .vi3("site", site.index())
                .depot("bundle", bundle)
                .write(
                        "org.esxsync.sync",
                        """
                        %sparallel = 2
                        releases = esx-3.0.1, esxi-6.5, esxi-6.7
                        schedule = 0 0 1 1 *
                        jitter = 0
                        """
                                .formatted(settings));
    }

    private void strike(RunningCommand worker, StageLog log, CutProxy proxy) throws Exception {
        tell("UPDATE mirror SET scheduled_for = '%s', scheduled_ended = FALSE WHERE %s", TIME);
        awaitStage(worker, log, STAGES.get(random.nextInt(STAGES.size())));
        long start = System.nanoTime();
        switch (fault) {
            case KILL -> worker.close();
            case STOP -> signal(worker, "STOP");
            case CUT -> proxy.cut();
        }
        List<String> lines = log.lines();
        stage = lines.isEmpty() ? "start" : StageLog.stage(lines.get(lines.size() - 1));
        Eventually.is("the other begins", PATIENCE, () -> isTakenOver() || isOver());
        if (isTakenOver()) {
            seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
        }
    }

    /** Half of them while the other works, half of them when it has ended. */
    private void wakeUp(RunningCommand worker, CutProxy proxy) throws Exception {
        if (random.nextBoolean()) {
            Thread.sleep(random.nextInt(1500));
        } else {
            Eventually.is("the other ends", PATIENCE, this::isOver);
        }
        proxy.mend();
        if (fault == Fault.STOP) {
            signal(worker, "CONT");
        }
    }

    private void awaitEnd(RunningCommand worker) throws Exception {
        boolean ended = worker.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            wrong.add(this + ": the first node did not end");
        } else if (seconds > 0 && fault != Fault.KILL && !isTold(worker)) {
            wrong.add(
                    "%s: the first node was not told: %s"
                            .formatted(this, Files.readString(worker.err())));
        }
    }

    /** Unless the fault came when it had recorded the end of its sync. */
    private boolean isTold(RunningCommand worker) throws Exception {
        if (worker.process().exitValue() != 0) {
            return Files.readString(worker.err()).contains("another node took over");
        }
        Eventually.is("the other ends", PATIENCE, this::isOver);
        return is(
                "SELECT count(*) > 1 FROM mirror_event WHERE kind = 'SYNC_FINISHED' AND mirror ="
                        + " (SELECT number FROM mirror WHERE %s)");
    }

    private void awaitStage(RunningCommand worker, StageLog log, String wanted) throws Exception {
        boolean many = !wanted.startsWith("index");
        int count = many ? 1 + random.nextInt(2 * CrashBundle.BULLETINS) : 1;
        int moreMicros = random.nextInt(3_000);
        while (isAlive(worker)
                && log.lines().stream().filter(line -> StageLog.stage(line).equals(wanted)).count()
                        < count) {
            worker.process().waitFor(1, TimeUnit.MILLISECONDS);
        }
        worker.process().waitFor(moreMicros, TimeUnit.MICROSECONDS);
    }

    private static boolean isAlive(RunningCommand command) {
        return command.process().isAlive();
    }

    private static void signal(RunningCommand command, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(command.process().pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private boolean isWriting() {
        return is(
                "SELECT NOT released FROM mirror_writer WHERE mirror = (SELECT number FROM mirror"
                        + " WHERE %s)");
    }

    /** Whether the other node has begun its sync. */
    private boolean isTakenOver() {
        return is("SELECT epoch > 1 FROM mirror WHERE %s")
                && is(
                        "SELECT count(*) > 1 FROM mirror_event WHERE kind = 'SYNC_STARTED' AND"
                                + " mirror = (SELECT number FROM mirror WHERE %s)");
    }

    private boolean isOver() {
        return is(
                "SELECT scheduled_ended AND released FROM mirror JOIN mirror_writer ON mirror ="
                        + " number WHERE %s");
    }

    private boolean is(String query) {
        try {
            return Files.exists(name()) && tell(query).contains("t");
        } catch (Exception e) {
            // Before the first node has made the tables.
            return false;
        }
    }

    private List<String> tell(String sql, Object... more) throws SQLException, IOException {
        Matcher id = ID.matcher(Files.readString(name()));
        if (!id.find()) {
            return List.of();
        }
        List<Object> values = new ArrayList<>(List.of(more));
        values.add("id = '%s'".formatted(id.group(1)));
        return server.ask(sql.formatted(values.toArray()));
    }

    private Path name() {
        return mirror.resolve(".esxsync/ledger.name");
    }

    private void check(EsxSync esxsync, Conf conf) throws Exception {
        Run verified = run(esxsync, conf, "verify");
        if (verified.exitCode() != 0) {
            wrong.add("%s: %s".formatted(this, verified));
        }
        List<String> twice =
                tell(
                        """
                        SELECT patch_id || ' in ' || release FROM mirror_event
                        WHERE kind = 'PATCH_PUBLISHED'
                            AND mirror = (SELECT number FROM mirror WHERE %s)
                        GROUP BY patch_id, patch_revision, release HAVING count(*) > 1
                        """);
        twice.forEach(each -> wrong.add("%s: published twice: %s".formatted(this, each)));
        Map<String, String> before = new TreeMap<>(Tree.snapshot(mirror));
        Run again = run(esxsync, conf, "sync");
        if (again.exitCode() != 0 || again.linesWith("Nothing new").isEmpty()) {
            wrong.add("%s: the next sync found more: %s".formatted(this, again));
        }
        if (!Tree.snapshot(mirror).equals(before)) {
            wrong.add(this + ": the next sync changed something");
        }
        if (!Tree.staged(mirror).isEmpty()) {
            wrong.add("%s: staged: %s".formatted(this, Tree.staged(mirror)));
        }
    }

    /** Several run at once, on a machine that may have little to give. */
    private Run run(EsxSync esxsync, Conf conf, String command) throws Exception {
        return esxsync.start("--conf", conf, "--mirror", mirror, command)
                .await(PATIENCE.toSeconds());
    }
}
