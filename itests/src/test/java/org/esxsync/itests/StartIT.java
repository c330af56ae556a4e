package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Gate;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.support.Distribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A start uses what earlier ones left, whatever happened to that, and leaves nothing else. */
@Tag("slow")
class StartIT {

    private static final String MATCHER = "bundles/5-esxsync/org.esxsync.matcher.esx300-0.1.0.jar";
    private static final String RELEASE = "esx-3.0.0";
    private static final String PATCH = "ESX-8258730";

    /** Whether the framework is one whose classes each Java can archive. */
    private static final boolean ARCHIVES =
            Files.exists(Distribution.home().resolve("lib/org.apache.felix.framework.jar"));

    @TempDir static Path shared;
    private static Path home;

    @TempDir Path directory;

    @BeforeAll
    static void install() throws IOException {
        home = shared.resolve("esxsync");
        copy(Distribution.home(), home);
    }

    /** In one installation: each start finds what the one before left. */
    @Nested
    class Prepared {

        private EsxSync esxsync;

        @BeforeEach
        void hasStartedBefore() throws Exception {
            esxsync = new EsxSync(home, directory, List.of(), Map.of());
            releases(esxsync);
        }

        @Test
        void aLaterStartInstallsNothing() throws Exception {
            FileTime before = Files.getLastModifiedTime(filesWith("libraries").get(0));

            releases(esxsync);

            assertEquals(before, Files.getLastModifiedTime(filesWith("libraries").get(0)));
        }

        @Test
        void aLaterStartTakesTheClassesOfBundlesFromTheArchive() throws Exception {
            assumeTrue(ARCHIVES, "Java 17 crashes where it is to archive the classes of Equinox");
            Path log = directory.resolve("classes.txt");

            releases(
                    new EsxSync(
                            home, directory, List.of("-Xlog:class+load:file=" + log), Map.of()));

            try (Stream<String> lines = Files.lines(log)) {
                List<String> loaded =
                        lines.filter(line -> line.contains(" org.esxsync.sync.SyncEngine "))
                                .toList();
                assertEquals(1, loaded.size(), loaded::toString);
                assertTrue(loaded.get(0).contains("shared objects file"), loaded::toString);
            }
        }

        @Test
        void aChangedInstallationIsNoticed() throws Exception {
            Path jar = home.resolve(MATCHER);
            Path aside = Files.move(jar, shared.resolve("aside.jar"));
            assertEquals(List.of(), releases(esxsync).linesWith(RELEASE));

            Files.move(aside, jar);

            assertFalse(releases(esxsync).linesWith(RELEASE).isEmpty());
        }

        @Test
        void whatWasDeployedGoesWithItsFile() throws Exception {
            Path jar = home.resolve(MATCHER);
            Path deployed = home.resolve("deploy/matcher.jar");
            Files.move(jar, deployed);
            assertFalse(releases(esxsync).linesWith(RELEASE).isEmpty());
            assertFalse(releases(esxsync).linesWith(RELEASE).isEmpty());

            Path aside = Files.move(deployed, shared.resolve("aside.jar"));

            assertEquals(List.of(), releases(esxsync).linesWith(RELEASE));
            Files.move(aside, jar);
        }

        @Test
        void severalStartAtOnce() throws Exception {
            List<RunningCommand> started = new ArrayList<>();
            for (int each = 0; each < 3; each++) {
                started.add(esxsync.start("releases"));
            }

            for (RunningCommand each : started) {
                assertEquals(List.of(), each.await().ended(0).err());
            }
            releases(esxsync);
        }

        @Test
        void damageIsNoticed() throws Exception {
            List<String> kept = new ArrayList<>(List.of("framework", "libraries", "0.mark"));
            if (ARCHIVES) {
                kept.addAll(List.of("classes.mark", ".jsa"));
            }
            for (String name : kept) {
                cut(filesWith(name).get(0));

                releases(esxsync);
                releases(esxsync);
            }
        }

        @Test
        void aKilledProcessLeavesWhatTheNextOneUses() throws Exception {
            List<String> before = Tree.names(prepared());
            kill(esxsync);

            releases(esxsync);

            assertEquals(before, Tree.names(prepared()));
            assertEquals(List.of(), Tree.names(esxsync.temporary()));
        }
    }

    /** Each in an installation of its own. */
    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class Unprepared {

        @Test
        void aSignalWaitsForNoArchive() throws Exception {
            Path fresh = directory.resolve("fresh");
            copy(Distribution.home(), fresh);
            EsxSync first = new EsxSync(fresh, directory, List.of(), Map.of());
            try (PatchSite site = new PatchSite()) {
                site.add(PATCH, Tarball.of(PATCH).bytes());
                Gate gate = site.holdBack(PATCH);
                Conf conf = new Conf(directory.resolve("conf")).vi3("site", site.index());
                try (RunningCommand sync =
                        first.start("--conf", conf, "--mirror", directory.resolve("m"), "sync")) {
                    gate.awaitTransfer();
                    sync.process().destroy();
                    sync.process().waitFor();
                }
            }

            assertEquals(
                    List.of(),
                    Tree.files(fresh.resolve("var")).stream()
                            .filter(file -> file.getFileName().toString().startsWith("classes."))
                            .toList());
        }

        @Test
        void whereNothingCanBeKeptATemporaryDirectoryDoes() throws Exception {
            EsxSync poor = withoutCache();

            releases(poor);

            assertEquals(List.of(), Tree.names(poor.temporary()));
        }

        /**
         * Classes from it would run with the rights of root, and what root leaves be in its way.
         */
        @Test
        void rootLeavesAloneWhatAnotherUserPrepares() throws Exception {
            assumeTrue("root".equals(System.getProperty("user.name")));
            Path theirs = directory.resolve("theirs");
            copy(Distribution.home(), theirs);
            Path var = Files.createDirectory(theirs.resolve("var"));
            Files.setOwner(
                    var,
                    var.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody"));
            Path cache = directory.resolve("cache");

            releases(
                    new EsxSync(
                            theirs,
                            directory,
                            List.of(),
                            Map.of("XDG_CACHE_HOME", cache.toString())));

            assertEquals(List.of(), Tree.names(var));
            assertFalse(Tree.files(cache.resolve("esxsync" + theirs.toRealPath())).isEmpty());
        }

        @Test
        void whatAKilledProcessLeavesInTheTemporaryDirectoryIsDeleted() throws Exception {
            EsxSync poor = withoutCache();
            kill(poor);
            assertEquals(1, Tree.names(poor.temporary()).size());

            releases(poor);

            assertEquals(List.of(), Tree.names(poor.temporary()));
        }

        /**
         * An installation whose {@code var} is no directory, and a user without a cache directory.
         */
        private EsxSync withoutCache() throws IOException {
            Path poor = directory.resolve("poor");
            copy(Distribution.home(), poor);
            Files.createFile(poor.resolve("var"));
            return new EsxSync(
                    poor, directory, List.of(), Map.of("HOME", "", "XDG_CACHE_HOME", ""));
        }
    }

    private Run releases(EsxSync command) throws Exception {
        Run run = command.run("--mirror", directory.resolve("mirror"), "releases").ended(0);
        assertEquals(List.of(), run.err());
        return run;
    }

    private void kill(EsxSync command) throws Exception {
        Path mirror = directory.resolve("mirror");
        try (RunningCommand service = command.start("--mirror", mirror, "service")) {
            Path parent = command.home().resolve("var");
            Path place = Files.isDirectory(parent) ? parent : command.temporary();
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!isStarted(place) && System.nanoTime() < end) {
                Thread.sleep(20);
            }
        }
    }

    /** The library is the last thing that a start unpacks. */
    private static boolean isStarted(Path place) throws IOException {
        return Tree.files(place).stream().anyMatch(file -> file.toString().contains("sqlite"));
    }

    private static Path prepared() throws IOException {
        Path var = home.resolve("var");
        return var.resolve(Tree.names(var).get(0));
    }

    private static List<Path> filesWith(String name) throws IOException {
        return Tree.files(prepared()).stream()
                .filter(file -> file.toString().contains(name))
                .toList();
    }

    private static void cut(Path file) throws IOException {
        file.toFile().setWritable(true);
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(opened.length() / 2);
        }
    }

    /** What other tests prepare in {@code var} meanwhile is not touched. */
    private static void copy(Path installation, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(installation)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("var")) {
                    copyAll(file, to.resolve(file.getFileName()));
                }
            }
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
