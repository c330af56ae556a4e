package org.esxsync.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.PostgresqlServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills the command at random instants, twice for each mirror, and lets one more sync finish: no
 * host ever sees a wrong file, and the mirror ends as if nothing had happened. {@code mvn verify
 * -Pcrash} kills more often.
 */
@Tag("slow")
@Tag("fault")
@Execution(ExecutionMode.CONCURRENT)
class CrashIT {

    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final long SEED = Long.getLong("crash.seed", 2007);
    private static final int KILLS_PER_MIRROR = 2;
    private static final int PATCHES = 5;

    /** Stages that a random instant would seldom hit are waited for in most cases. */
    private static final List<String> STAGES =
            List.of(
                    "index",
                    "page",
                    "downloading",
                    "downloading",
                    "downloading",
                    "verified",
                    "staged",
                    "intended",
                    "intended",
                    "moved",
                    "moved",
                    "in place",
                    "in place",
                    "recorded",
                    "index intended",
                    "index file in place",
                    "index recorded");

    private static final Set<String> GROUP_STAGES =
            Set.of("intended", "moved", "in place", "recorded");

    @TempDir private Path directory;
    private final Random random = new Random(SEED);
    private final Map<String, Integer> stages = new TreeMap<>();
    private final Set<String> wrong = new TreeSet<>();
    private final List<String> manualRepairs = new ArrayList<>();
    private @Nullable PostgresqlServer server;
    private SlowSite site;
    private KilledLedger killedLedger;
    private Conf conf;
    private EsxSync esxsync;
    private Map<String, String> reference;
    private long typicalMillis;
    private long sentTwice;
    private long looks;

    @BeforeEach
    void makeReference() throws Exception {
        site = new SlowSite(PATCHES);
        server = startServer();
        killedLedger = new KilledLedger(directory.resolve("ledger"), server);
        Path bundle = Files.createDirectory(directory.resolve("bundles")).resolve("crash.zip");
        CrashBundle.write(bundle);
        conf =
                new Conf(directory.resolve("conf"))
                        .vi3("site", site.index())
                        .depot("bundle", bundle);
        Files.writeString(
                directory.resolve("conf/org.esxsync.sync.cfg"),
                "parallel = 2\nreleases = esx-3.0.1, esxi-6.5, esxi-6.7\n"
                        + (server == null ? "" : server.settings()));
        esxsync = new EsxSync(directory, "-XX:TieredStopAtLevel=1", StageLog.option(directory));
        Path mirror = directory.resolve("reference");
        sync(directory.resolve("first")).await().ended(0);
        site.forget();
        long start = System.nanoTime();
        sync(mirror).await().ended(0);
        typicalMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        reference = tree(mirror);
    }

    @AfterEach
    void close() throws Exception {
        site.close();
        killedLedger.close();
        if (server != null) {
            server.close();
        }
    }

    /** The server that has the ledgers; null for files. */
    @Nullable PostgresqlServer startServer() {
        return null;
    }

    @Test
    void aKilledSyncLosesNothingAndShowsNothingHalfDone() throws Exception {
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path mirror = Files.createDirectory(directory.resolve("mirror-" + round));
            site.forget();
            Map<String, Long> ready = new TreeMap<>();
            try (Watcher watcher = new Watcher(mirror, reference)) {
                for (int i = 0; i < KILLS_PER_MIRROR && kills < KILLS; i++) {
                    kills += kill(mirror, ready) ? 1 : 0;
                }
                finish(mirror, "after the kills of round " + round);
                wrong.addAll(watcher.wrong());
                looks += watcher.looks();
            }
            ready.forEach(
                    (patch, sent) ->
                            assertEquals(
                                    sent, site.sent(patch), patch + " was ready, and came again"));
            sentTwice += site.sentTwice();
        }
        tell(kills);
        assertEquals(Set.of(), wrong);
        assertEquals(List.of(), manualRepairs);
    }

    /** What one plain sync does not put right, somebody would have to repair by hand. */
    private void finish(Path mirror, String when) throws Exception {
        Run last = sync(mirror).await();
        Map<String, String> tree = tree(mirror);
        if (last.exitCode() != 0 || !tree.equals(reference) || !Tree.staged(mirror).isEmpty()) {
            manualRepairs.add(
                    "%s: %s; staged: %s; tree: %s"
                            .formatted(when, last, Tree.staged(mirror), tree.keySet()));
        }
    }

    /** Returns whether it was killed, and had not ended before. */
    private boolean kill(Path mirror, Map<String, Long> ready) throws Exception {
        try (RunningCommand sync = sync(mirror)) {
            StageLog log = new StageLog(sync.err());
            if (random.nextInt(3) == 0) {
                long most = typicalMillis * 3 / 4;
                sync.process()
                        .waitFor(
                                typicalMillis / 4 + random.nextInt((int) most),
                                TimeUnit.MILLISECONDS);
            } else {
                awaitStage(sync, log, STAGES.get(random.nextInt(STAGES.size())));
            }
            boolean killed = sync.process().isAlive();
            sync.close();
            if (killed) {
                String stage = log.stage(site);
                stages.merge(stage, 1, Integer::sum);
                killedLedger
                        .differences(mirror)
                        .forEach(each -> wrong.add("killed in '" + stage + "': " + each));
            }
            for (String patch : log.ready()) {
                if (patch.startsWith("ESX-")) {
                    ready.putIfAbsent(patch, site.sent(patch));
                }
            }
            return killed;
        }
    }

    /** Waits for the stage of some patch, not always the first, and a little longer. */
    private void awaitStage(RunningCommand sync, StageLog log, String stage) throws Exception {
        int wanted = stage.startsWith("index") ? 1 : 1 + random.nextInt(most(stage));
        int moreMicros = random.nextInt(stage.equals("downloading") ? 40_000 : 3_000);
        boolean atOnce = GROUP_STAGES.contains(stage) && random.nextBoolean();
        while (sync.process().isAlive()
                && !site.doing().equals(stage)
                && count(log, stage) < wanted) {
            if (!atOnce) {
                sync.process().waitFor(1, TimeUnit.MILLISECONDS);
            }
        }
        if (!atOnce) {
            sync.process().waitFor(moreMicros, TimeUnit.MICROSECONDS);
        }
    }

    /**
     * The bulletins go through the last stages together: some of them before, some after the kill.
     */
    private static int most(String stage) {
        return GROUP_STAGES.contains(stage) ? 2 * CrashBundle.BULLETINS : 3;
    }

    private static long count(StageLog log, String stage) throws IOException {
        return log.lines().stream().filter(line -> StageLog.stage(line).equals(stage)).count();
    }

    private RunningCommand sync(Path mirror) throws IOException {
        return esxsync.start("--conf", conf, "--mirror", mirror, "sync");
    }

    private static Map<String, String> tree(Path mirror) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (Path file : Tree.files(mirror)) {
            Path path = mirror.relativize(file);
            if (!path.startsWith(".esxsync")) {
                tree.put(path.toString(), Digests.sha256(file));
            }
        }
        return tree;
    }

    private void tell(int kills) {
        System.out.printf(
                Locale.ROOT,
                "kills: %d (seed %d), %d looks at the mirrors%n"
                        + "stages hit: %s%n"
                        + "wrong files seen: %d, manual repairs: %d, bytes downloaded twice: %d%n",
                kills,
                SEED,
                looks,
                stages,
                wrong.size(),
                manualRepairs.size(),
                sentTwice);
    }
}
