package org.esxsync.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage done by hand, bits that rot, disks that fill: all is named, and made good. */
@Tag("fault")
class MirrorCareIT {

    private static final int PATCHES = 5;

    @TempDir private Path directory;
    private Path mirror;
    private SlowSite site;
    private Conf conf;
    private EsxSync esxsync;

    @BeforeEach
    void openSources() throws Exception {
        mirror = directory.resolve("mirror");
        site = new SlowSite(PATCHES);
        Path bundle = Files.createDirectory(directory.resolve("bundles")).resolve("crash.zip");
        CrashBundle.write(bundle);
        conf =
                new Conf(directory.resolve("conf"))
                        .vi3("site", site.index())
                        .depot("bundle", bundle);
        esxsync = new EsxSync(directory);
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    private Run run(Object... command) throws Exception {
        List<Object> words = new ArrayList<>(List.of("--conf", conf, "--mirror", mirror));
        words.addAll(List.of(command));
        return esxsync.run(words.toArray());
    }

    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (Path file : Tree.files(mirror)) {
            Path path = mirror.relativize(file);
            if (!path.startsWith(".esxsync")) {
                tree.put(path.toString(), Digests.sha256(file));
            }
        }
        return tree;
    }

    @Test
    void exactlyWhatWasDamagedIsNamedAndRepaired() throws Exception {
        run("sync").ended(0);
        Map<String, String> before = tree();
        List<String> damaged = damage();

        Run verify = run("verify").ended(2);
        Run repair = run("verify", "--repair").ended(0);

        assertEquals(new TreeSet<>(damaged), paths(verify));
        assertEquals(new TreeSet<>(damaged), paths(repair));
        assertEquals(before, tree());
        assertEquals(1, run("verify").ended(0).linesWith("all as published").size());
        assertEquals(damaged.size(), run("history", "-l", "99").linesWith("file repaired").size());
        assertEquals(1, run("ledger").ended(0).linesWith("all unchanged").size());
    }

    /** Flips bits in ten files, deletes three and adds two. */
    private List<String> damage() throws IOException {
        List<String> damaged = new ArrayList<>();
        List<Path> files =
                Tree.files(mirror).stream()
                        .filter(file -> !file.startsWith(mirror.resolve(".esxsync")))
                        .filter(file -> !file.startsWith(mirror.resolve("esxi-6.7")))
                        .toList();
        for (Path file : files.subList(0, 10)) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 4;
            Files.write(file, bytes);
            damaged.add(mirror.relativize(file).toString());
        }
        for (Path file : files.subList(files.size() - 3, files.size())) {
            Files.delete(file);
            damaged.add(mirror.relativize(file).toString());
        }
        for (String path : List.of("esx-3.0.1/mine", "esxi-6.5/vib20/mine.vib")) {
            Files.writeString(mirror.resolve(path), "mine");
            damaged.add(path);
        }
        return damaged;
    }

    /** The paths of the findings, each {@code label path: detail}. */
    private static TreeSet<String> paths(Run run) {
        TreeSet<String> paths = new TreeSet<>();
        for (String line : run.out()) {
            if (line.contains(": ") && line.contains("/")) {
                paths.add(line.substring(11, line.indexOf(": ")));
            }
        }
        return paths;
    }

    @Test
    void aDamagedLedgerIsReplacedAndNothingIsLost() throws Exception {
        run("sync").ended(0);
        Map<String, String> before = tree();
        Path ledger = mirror.resolve(".esxsync/ledger.db");
        byte[] noise = "noise".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        Files.write(ledger, noise, StandardOpenOption.WRITE);

        Run refused = run("patches").ended(1);
        Run repair = run("verify", "--repair").ended(2);

        assertEquals(1, refused.linesWith("moves it aside").size(), refused::toString);
        assertEquals(1, repair.linesWith("was moved to").size(), repair::toString);
        assertEquals(3, repair.linesWith("sync it first").size(), repair::toString);
        assertEquals(before, tree());
        Run sync = run("sync").ended(0);
        assertEquals(1, sync.linesWith("recorded again").size(), sync::toString);
        assertEquals(before, tree());
        assertEquals(1, run("verify").ended(0).linesWith("all as published").size());
        assertTrue(
                Tree.names(mirror.resolve(".esxsync")).stream()
                        .anyMatch(name -> name.startsWith("ledger-damaged-")));
    }

    @Test
    void aSmallDiskIsRefusedBeforeTheStartAndAFullOneInTheMiddleGoesOnLater() throws Exception {
        try (SmallDisk disk = new SmallDisk(Files.createDirectory(directory.resolve("disk")))) {
            disk.resize(700);
            mirror = disk.directory().resolve("mirror");

            Run refused = run("sync").ended(1);

            assertEquals(1, refused.linesWith("are needed and").size(), refused::toString);
            assertEquals(List.of(".esxsync"), Tree.names(mirror));
            assertEquals(List.of(), Tree.staged(mirror));

            // Enough for what is known; the tarballs' sizes are not published.
            disk.resize(1_400);
            Run full = run("sync");

            assertTrue(full.exitCode() == 1 || full.exitCode() == 2, full::toString);
            assertTrue(
                    !full.linesWith("needed").isEmpty() || !full.linesWith("space").isEmpty(),
                    full::toString);
            // An index may have found no space; nothing else is wrong.
            Run verified = run("verify");
            int indexes = verified.linesWith("its index does not reach all").size();
            assertEquals(verified.out().size() - 1, indexes, verified::toString);
            verified.ended(indexes == 0 ? 0 : 2);

            disk.resize(20_000);
            run("sync").ended(0);
            assertEquals(1, run("verify").ended(0).linesWith("all as published").size());
            assertEquals(PATCHES, Tree.names(mirror.resolve("esx-3.0.1")).size());
            assertEquals(List.of(), Tree.staged(mirror));
        }
    }

    @Test
    void aReleaseThatIsNotWantedAnyMoreIsPruned() throws Exception {
        run("sync").ended(0);
        Files.writeString(
                directory.resolve("conf/org.esxsync.sync.cfg"), "releases = esx-3.0.1, esxi-6.5\n");

        Run told = run("prune", "-n").ended(0);
        assertTrue(Files.exists(mirror.resolve("esxi-6.7/index.xml")), told::toString);
        run("prune", "--force").ended(0);
        assertTrue(Files.exists(mirror.resolve("esxi-6.7/vib20/tools")), "for a day");
        assertEquals(1, run("verify").ended(0).linesWith("all as published").size());
        run("prune", "--now").ended(0);

        assertEquals(List.of(), Tree.names(mirror.resolve("esxi-6.7/vib20")));
        assertEquals(CrashBundle.BULLETINS, told.linesWith("not wanted").size(), told::toString);
        assertEquals(1, run("verify").ended(0).linesWith("all as published").size());
    }
}
