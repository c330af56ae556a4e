package org.esxsync.itests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.faults.SeededSite.Fault;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults that no digest shows, each at many places: nothing wrong is published, nothing is missing
 * without a word, and the next sync has all that a healthy site has. See BENCHMARKS.md.
 */
@Tag("fault")
class SeededFaultsIT {

    private static final long MOST_SECONDS = 1800;

    @TempDir Path directory;
    private final List<SeededSite> sites = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (SeededSite site : sites) {
            site.close();
        }
    }

    @Test
    void nothingWrongIsPublishedNorMissingWithoutAWord() throws Exception {
        for (Fault fault : Fault.values()) {
            play(fault, 2);
        }
    }

    @Test
    @Tag("long")
    void norIsItWithAHundredSeeds() throws Exception {
        for (Fault fault : Fault.values()) {
            play(fault, 100);
        }
    }

    private void play(Fault fault, int seeds) throws Exception {
        Path conf = Files.createDirectories(directory.resolve("conf-" + fault));
        List<SeededSite> played = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            SeededSite site = new SeededSite(fault, sites.size(), seed);
            sites.add(site);
            played.add(site);
            new Conf(conf).vi3("seed-" + seed, site.index());
        }
        Files.writeString(
                conf.resolve("org.esxsync.fetch.cfg"),
                "timeout.response=1%nretries=1%nretry.pause=10%nconnections.per.host=1%n"
                        .formatted());
        Run first = sync(fault);
        int told = told(played, first);
        played.forEach(SeededSite::heal);
        Run second = sync(fault).ended(0);

        System.out.printf(
                Locale.ROOT,
                "%s: %d seeds, 0 published wrong, %d of %d patches told as missing, then all"
                        + " there%n",
                fault,
                seeds,
                told,
                played.stream().mapToInt(site -> site.patches().size()).sum());
        List<String> expected = new ArrayList<>();
        for (SeededSite site : played) {
            assertEquals(site.patches(), site.published(release(fault)), second::toString);
            site.patches().forEach(patch -> expected.add("2007-03-29-" + patch));
        }
        assertEquals(expected, Tree.names(release(fault)));
        assertEquals(List.of(), Tree.staged(mirror(fault)));
    }

    /** How many patches are not there; fails if one of them, or its whole site, is not told. */
    private int told(List<SeededSite> played, Run run) throws Exception {
        int missing = 0;
        for (SeededSite site : played) {
            List<String> published = site.published(release(site.fault()));
            for (String patch : site.patches()) {
                if (!published.contains(patch)) {
                    missing++;
                    assertNotEquals(0, run.exitCode(), run::toString);
                    List<String> lines = new ArrayList<>(run.linesWith(patch));
                    lines.addAll(run.linesWith(site.index().toString()));
                    assertNotEquals(List.of(), lines, site.wrong() + " is wrong\n" + run);
                }
            }
        }
        return missing;
    }

    private Run sync(Fault fault) throws Exception {
        return new EsxSync(directory)
                .start(
                        "--conf",
                        directory.resolve("conf-" + fault),
                        "--mirror",
                        mirror(fault),
                        "sync",
                        "3.0.1")
                .await(MOST_SECONDS);
    }

    private Path release(Fault fault) {
        return mirror(fault).resolve("esx-3.0.1");
    }

    private Path mirror(Fault fault) {
        return directory.resolve("mirror-" + fault);
    }
}
