package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.OfflineBundle;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person brings sources and settings into a configuration without an editor. */
class AddIT {

    @TempDir Path directory;

    private Path conf;
    private Path bundles;
    private EsxSync esxsync;

    @BeforeEach
    void begin() throws IOException {
        conf = Files.createDirectory(directory.resolve("conf"));
        bundles = Files.createDirectory(directory.resolve("größere Sammlung"));
        esxsync = new EsxSync(directory);
    }

    private Run run(Object... words) throws IOException, InterruptedException {
        return esxsync.run(
                Stream.concat(
                                Stream.of("--conf", conf, "--mirror", directory.resolve("mirror")),
                                Stream.of(words))
                        .toArray());
    }

    private List<String> configurations() throws IOException {
        try (Stream<Path> files = Files.list(conf)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cfg"))
                    .sorted()
                    .toList();
        }
    }

    private Path bundle(String id) throws IOException {
        return Files.write(
                bundles.resolve(id + ".zip"),
                new OfflineBundle("embeddedEsx", "6.5.0")
                        .bulletin(id, "SMP_bootbank_driver_" + id)
                        .zip());
    }

    @Test
    void aDirectoryOfTwoKindsBecomesTwoSources() throws Exception {
        bundle("ESXi650-201710401-BG");
        Files.write(
                bundles.resolve("ESX350-200803214-UG.tgz"),
                Tarball.of("ESX350-200803214-UG").bytes());

        Run add = run("add", bundles).ended(0);

        assertEquals(
                List.of(
                        "org.esxsync.source.depot~größere Sammlung-depot.cfg",
                        "org.esxsync.source.files~größere Sammlung-files.cfg"),
                configurations(),
                add::toString);
        assertEquals(1, add.linesWith("1 patch for esxi-6.5").size(), add::toString);
        assertEquals(1, add.linesWith("1 patch for esx-3.5").size(), add::toString);
        Run sync = run("sync").ended(0);
        assertEquals(2, sync.linesWith("published  ").size(), sync::toString);
        Run sources = run("sources").ended(0);
        assertEquals(1, sources.linesWith("~größere Sammlung-depot.cfg").size(), sources::toString);

        Run again = run("add", bundles).ended(1);
        assertEquals(1, again.linesWith("it is there already").size(), again::toString);
        run("remove", "größere Sammlung-files").ended(0);
        assertEquals(
                List.of("org.esxsync.source.depot~größere Sammlung-depot.cfg"), configurations());
        run("remove", "nobody").ended(64);
    }

    @Test
    void aFileIsPublishedOnceWithoutAConfiguration() throws Exception {
        bundle("ESXi650-201710402-BG");
        run("add", bundles, "others").ended(0);
        Path file =
                Files.move(
                        bundle("ESXi650-201710401-BG"), directory.resolve("ESXi650-201710401.zip"));

        Run sync = run("sync", file).ended(0);

        assertEquals(1, sync.linesWith("published  ").size(), sync::toString);
        assertEquals(List.of("org.esxsync.source.depot~others.cfg"), configurations());
        Run again = run("sync", file).ended(0);
        assertEquals(0, again.linesWith("published  ").size(), again::toString);
        Run others = run("sync").ended(0);
        assertEquals(1, others.linesWith("published  ").size(), others::toString);
        run("verify").ended(0);
    }

    @Test
    void aSiteIsRecognisedAndAnotherAnswerIsNot() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add("ESX-1000001", Tarball.of("ESX-1000001").bytes());

            Run add = run("add", site.index(), "site").ended(0);

            assertEquals(
                    1,
                    add.linesWith("VI3 patch site: 1 patch for esx-3.0.1").size(),
                    add::toString);
            assertEquals(List.of("org.esxsync.source.vi3~site.cfg"), configurations());
            run("add", bundles, "site").ended(1);
            site.replaceIndex("<html>Please log in</html>");
            Run login = run("add", site.index() + "?x", "login").ended(1);
            assertEquals(1, login.err().size(), login::toString);
            Run missing = run("add", site.index().resolve("/none/"), "none").ended(1);
            assertEquals(1, missing.err().size(), missing::toString);
            assertEquals(List.of("org.esxsync.source.vi3~site.cfg"), configurations());
        }
    }

    @Test
    void whatCannotBeAddedLeavesNothing() throws Exception {
        assertEquals(1, run("add", directory.resolve("none")).ended(1).err().size());
        assertEquals(1, run("add", bundles).ended(1).err().size());
        assertEquals(1, run("add", bundle("ESXi650-1"), "a/b").ended(1).err().size());
        Run token = run("add", "https://dl.broadcom.com/PROD/COMP/ESX_HOST/main/").ended(1);
        assertEquals(1, token.linesWith("--token-file").size(), token::toString);
        assertEquals(List.of(), configurations());
    }

    @Test
    void aSettingIsCheckedAndItsFileKeepsItsComments() throws Exception {
        Path file = conf.resolve("org.esxsync.sync.cfg");
        Files.writeString(file, "# my mirror\nreleases = esx-3.5\n# more\n#keep = all\n");

        run("config", "set", "org.esxsync.sync", "keep", "3").ended(0);
        run("config", "set", "org.esxsync.sync", "releases", "esxi-6.5,", "esx-3.5").ended(0);

        String changed =
                "# my mirror\nreleases = esxi-6.5, esx-3.5\n# more\n#keep = all\nkeep = 3\n";
        assertEquals(changed, Files.readString(file));
        for (String[] wrong :
                new String[][] {
                    {"set", "org.esxsync.sync", "parallel", "many"},
                    {"set", "org.esxsync.sync", "parallel", "65"},
                    {"set", "org.esxsync.sync", "unfit", "perhaps"},
                    {"set", "org.esxsync.source.depot~x", "location", "/no/such/place"},
                    {"set", "org.esxsync.matcher~x", "id", "ESXi["},
                    {"unset", "org.esxsync.sync", "unfit"}
                }) {
            Run refused =
                    run(Stream.concat(Stream.of("config"), Stream.of(wrong)).toArray()).ended(1);
            assertEquals(1, refused.err().size(), refused::toString);
        }
        run("config", "set", "org.esxsync.sync", "parallell", "4").ended(64);
        run("config", "set", "org.esxsync.synk", "parallel", "4").ended(64);
        assertEquals(changed, Files.readString(file));

        run("config", "set", "org.esxsync.fetch", "proxy.password", "hunter22").ended(0);
        assertEquals(
                "rw-r-----",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(conf.resolve("org.esxsync.fetch.cfg"))));
        Run shown = run("config").ended(0);
        assertFalse(shown.toString().contains("hunter22"), shown::toString);
        assertTrue(shown.toString().contains("framework property"), shown::toString);
        Run json = run("config", "org.esxsync.sync", "--json").ended(0);
        assertEquals(1, json.linesWith("\"value\": \"3\"").size(), json::toString);
        run("config", "unset", "org.esxsync.sync", "keep").ended(0);
        assertFalse(Files.readString(file).contains("\nkeep"));
    }

    @Test
    void aValueIsAddedToThoseThatAreThere() throws Exception {
        Path file = conf.resolve("org.esxsync.sync.cfg");
        Files.writeString(file, "# not these\nignore = ESX-1@a, \\\n  ESX-2\n");

        run("config", "add", "org.esxsync.sync", "ignore", "ESX-3@c").ended(0);
        run("config", "add", "org.esxsync.sync", "ignore", "ESX-2").ended(0);
        run("config", "add", "org.esxsync.sync", "releases", "esxi-6.5").ended(0);
        run("config", "add", "org.esxsync.sync", "keep", "3").ended(1);
        run("config", "add", "org.esxsync.sync", "ignore").ended(64);

        assertEquals(
                "# not these\nignore = ESX-1@a, ESX-2, ESX-3@c\nreleases = esxi-6.5\n",
                Files.readString(file));
    }

    @Test
    void allWrongValuesAreToldAndCanBePutRightOneByOne() throws Exception {
        Path file = conf.resolve("org.esxsync.sync.cfg");
        Files.writeString(file, "mirror = %s\nparallel = 65\nkeep = some\n".formatted(directory));

        Run both = run("status").ended(0);
        assertEquals(1, both.linesWith("parallel=65").size(), both::toString);
        assertEquals(1, both.linesWith("keep=some").size(), both::toString);

        run("config", "set", "org.esxsync.matcher~x", "release", "esxi-9.1").ended(0);
        run("config", "set", "org.esxsync.matcher~x", "version", "9.1").ended(0);
        run("config", "set", "org.esxsync.sync", "parallel", "4").ended(0);
        Run one = run("status").ended(0);
        assertEquals(0, one.linesWith("parallel=65").size(), one::toString);
        assertEquals(1, one.linesWith("keep=some").size(), one::toString);
    }
}
