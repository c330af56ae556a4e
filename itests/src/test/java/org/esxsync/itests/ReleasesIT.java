package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every release has its matcher, and the list of them says how it stands. */
class ReleasesIT {

    private static final List<String> RELEASES =
            List.of(
                    "esx-3.0.0",
                    "esx-3.0.1",
                    "esx-3.0.2",
                    "esx-3.0.3",
                    "esx-3.5",
                    "esx-4.0",
                    "esx-4.1",
                    "esxi-3.5",
                    "esxi-4.0",
                    "esxi-4.1",
                    "esxi-5.0",
                    "esxi-5.1",
                    "esxi-5.5",
                    "esxi-6.0",
                    "esxi-6.5",
                    "esxi-6.7",
                    "esxi-7.0",
                    "esxi-8.0",
                    "esxi-9.0");

    @TempDir Path directory;

    @Test
    void nineteenReleasesAreListedWithBundleAndFigures() throws Exception {
        Path mirror = directory.resolve("mirror");
        EsxSync esxsync = new EsxSync(directory);
        esxsync.run("--mirror", mirror, "--demo", "sync", "8.0").ended(0);

        Run run = esxsync.run("--mirror", mirror, "--demo", "releases").ended(0);

        List<List<String>> rows =
                run.out().stream().skip(1).map(line -> List.of(line.split("\\s+"))).toList();
        assertEquals(RELEASES, rows.stream().map(row -> row.get(0)).toList());
        for (List<String> row : rows) {
            String digits = row.get(0).replaceAll("[-.]", "");
            assertEquals("org.esxsync.matcher." + digits, row.get(1));
        }
        assertFigures(rows, "esxi-8.0", 2, 2, 2);
        assertFigures(rows, "esxi-9.0", 0, 0, 0);
        assertTrue(Integer.parseInt(row(rows, "esx-3.0.1").get(2)) > 0, run::toString);
    }

    @Test
    void aWrongMatcherFileIsToldOnStandardErrorAndHarmsNothingElse() throws Exception {
        Conf conf =
                new Conf(directory.resolve("conf"))
                        .write("org.esxsync.matcher~one", "release=esxi-9.1\nid=[")
                        .write("org.esxsync.matcher~two", "release=esxi-9.2\nid=ESXi92-\\d+")
                        .write("org.esxsync.matcher~three", "release=esxi-9.3\nversion=9.3");

        Run run =
                new EsxSync(directory)
                        .run("--conf", conf, "--mirror", directory.resolve("mirror"), "releases")
                        .ended(0);

        assertEquals(RELEASES.size() + 1, run.out().size() - 1, run::toString);
        assertTrue(run.out().get(RELEASES.size() + 1).startsWith("esxi-9.3"), run::toString);
        assertEquals(2, run.err().size(), run::toString);
        for (String told :
                List.of("matcher~one: id=[ cannot be used;", "matcher~two.cfg, line 2")) {
            assertTrue(run.err().stream().anyMatch(line -> line.contains(told)), run::toString);
        }
    }

    @Test
    void whatAConfigurationSaysInVainIsToldOnStandardError() throws Exception {
        Conf conf =
                new Conf(directory.resolve("conf"))
                        .write("org.esxsync.sync", "mirorr=/srv/mirror\nparallel=3")
                        .write("org.esxsync.snyc", "parallel=3")
                        .write("org.esxsync.matcher~one", "release=esxi-9.1\nversion=9.1");

        Run run =
                new EsxSync(directory)
                        .run("--conf", conf, "--mirror", directory.resolve("mirror"), "releases")
                        .ended(0);

        assertEquals(2, run.err().size(), run::toString);
        for (String told :
                List.of(
                        "sync.cfg: unknown key mirorr; the keys are durability, executable,",
                        "snyc.cfg: no installed bundle reads it")) {
            assertEquals(1, run.linesWith(told).size(), run::toString);
        }
    }

    private static void assertFigures(List<List<String>> rows, String release, Integer... figures) {
        assertEquals(
                Stream.of(figures).map(Object::toString).toList(),
                row(rows, release).subList(2, 5));
    }

    private static List<String> row(List<List<String>> rows, String release) {
        return rows.stream().filter(row -> row.get(0).equals(release)).findFirst().orElseThrow();
    }
}
