package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.OfflineBundle;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.fixture.Zip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A share of what an administrator has kept feeds every release. */
class ShareIT {

    private static final String CROSS =
            "cross_vmware-esx-drivers-net-ixgbe_400.3.9.13-1vmw.2.17.249663";

    @TempDir Path directory;

    private Path share;
    private Path mirror;
    private EsxSync esxsync;
    private Conf conf;

    @BeforeEach
    void begin() throws Exception {
        share = Files.createDirectory(directory.resolve("share"));
        mirror = directory.resolve("mirror");
        esxsync = new EsxSync(directory);
        conf = new Conf(directory.resolve("conf")).files("share", share);
    }

    @Test
    void eachOfTheNineteenReleasesGetsAPatch() throws Exception {
        String rows = "id\trelease\n";
        for (int i = 0; i < 3; i++) {
            String id = "ESX-100000" + i;
            put("old/" + id + ".tgz", Tarball.of(id).bytes());
            rows += id + "\tesx-3.0." + i + "\n";
        }
        put("catalogue.tsv", rows.getBytes());
        for (String id :
                List.of(
                        "ESX303-200808403-SG",
                        "ESX350-200803214-UG",
                        "ESXe350-200805503-C-SG",
                        "ESX400-201005401-SG",
                        "ESX410-201101201-SG",
                        "ESXi400-201005401-SG",
                        "ESXi410-201101201-SG")) {
            put(id + ".zip", new Zip().file(id + "/contents.xml", "<contents/>").bytes());
        }
        for (String version :
                List.of("5.0", "5.1", "5.5", "6.0", "6.5", "6.7", "7.0", "8.0", "9.0")) {
            String id = "ESXi-" + version + "-1";
            put(
                    "later/" + id + ".zip",
                    new OfflineBundle("embeddedEsx", version)
                            .bulletin(id, "SMP_bootbank_driver_" + version + "-1")
                            .zip());
        }
        conf.depot("bundles", share);

        Run sync = run("sync").ended(0);

        assertEquals(19, sync.linesWith("published  ").size(), sync::toString);
        assertEquals(List.of(), sync.linesWith("not read"), sync::toString);
        Run releases = run("releases").ended(0);
        for (String row : releases.out().stream().skip(1).toList()) {
            assertTrue(row.matches("\\S+ +\\S+ +1 +1 +1"), releases::toString);
        }
        run("verify").ended(0);
        Run again = run("sync").ended(0);
        assertEquals(1, again.linesWith("Nothing new").size(), again::toString);
    }

    @Test
    void aBundleOf41IsPublishedAsItIsAndItsBulletinsAreThePatches() throws Exception {
        byte[] bundle =
                new OfflineBundle("esx", "4.1.0")
                        .bulletin("ESX410-201101201-SG", CROSS)
                        .bulletin("ESX410-201101202-UG", CROSS + "1")
                        .zip();
        put("ESX410-201101001.zip", bundle);

        run("sync").ended(0);

        Path release = mirror.resolve("esx-4.1");
        assertEquals(
                List.of("ESX410-201101001.zip", "SHA256SUMS", "index.html", "patches.json"),
                Tree.names(release).stream().sorted().toList());
        assertEquals(
                Digests.sha256(bundle) + "  ESX410-201101001.zip\n",
                Files.readString(release.resolve("SHA256SUMS")));
        Run show = run("show", "ESX410-201101202-UG").ended(0);
        assertEquals(
                1,
                show.linesWith(
                                "esxupdate --bundle=http://MIRROR/esx-4.1/ESX410-201101001.zip"
                                        + " -b ESX410-201101202-UG update")
                        .size(),
                show::toString);
        assertEquals(1, show.linesWith(CROSS + "1").size(), show::toString);
    }

    @Test
    void aRollUpGivesItsPartsAndAPageWhatReplacesAPatch() throws Exception {
        Zip rollUp = new Zip();
        for (int i = 3; i < 6; i++) {
            String id = "ESX303-20080840%d-SG".formatted(i);
            rollUp.file(id + ".zip", new Zip().file(id + "/contents.xml", "c" + i).bytes());
        }
        put("ESX303-Rollup01.zip", rollUp.bytes());
        put(
                "1006664.html",
                """
                <title>ESX Server 3.0.3, Patch ESX303-200808403-SG: Kernel (1006664)</title>
                <table><tr><td>Release Date:<td>8/12/08 <tr><td>Product Versions<td>ESX 3.0.3
                <tr><td>Superceded By<td>ESX303-200808404-SG</table>
                """
                        .getBytes());

        run("sync").ended(0);

        Path release = mirror.resolve("esx-3.0.3");
        String first = "2008-08-12-ESX303-200808403-SG";
        assertEquals("c3", Files.readString(release.resolve(first + "/contents.xml")));
        assertEquals(
                "c4",
                Files.readString(release.resolve("2008-08-ESX303-200808404-SG/contents.xml")));
        assertEquals(
                "c3", Files.readString(release.resolve("depot/ESX303-200808403-SG/contents.xml")));
        assertTrue(Files.readString(release.resolve("index.html")).contains(first));
        Run show = run("show", "ESX303-200808404-SG").ended(0);
        assertEquals(1, show.linesWith("(part of ESX303-Rollup01)").size(), show::toString);
        assertEquals(1, show.linesWith("Supersedes    ESX303-200808403-SG").size());
        conf.write("org.esxsync.sync", "keep=0");
        Run prune = run("prune", "-n").ended(0);
        assertEquals(
                1, prune.linesWith("superseded by ESX303-200808404-SG").size(), prune::toString);
        assertEquals(1, prune.linesWith("ESX303-200808403-SG").size(), prune::toString);
    }

    @Test
    void aDateThatComesLaterRenamesTheDirectoryAndTheDepotFollows() throws Exception {
        String id = "ESX350-200803214-UG";
        put(id + ".zip", new Zip().file(id + "/contents.xml", "c").bytes());
        run("sync").ended(0);
        Path release = mirror.resolve("esx-3.5");
        assertEquals("c", Files.readString(release.resolve("2008-03-" + id + "/contents.xml")));
        put("list.csv", ("id,date\n" + id + ",2008-04-10\n").getBytes());

        run("sync").ended(0);

        assertEquals("c", Files.readString(release.resolve("2008-04-10-" + id + "/contents.xml")));
        assertEquals("c", Files.readString(release.resolve("depot/" + id + "/contents.xml")));
        Path former = release.resolve("2008-03-" + id);
        assertTrue(Files.exists(former), "for hosts that read the former index");
        run("prune", "--now").ended(0);
        assertTrue(Files.notExists(former));
        put("list.csv", ("id,date\n" + id + ",2008-04-11\n").getBytes());
        run("sync").ended(0);
        assertEquals("c", Files.readString(release.resolve("depot/" + id + "/contents.xml")));
        Run show = run("show", id).ended(0);
        assertEquals(
                1, show.linesWith("/esx-3.5/2008-04-10-" + id + " update").size(), show::toString);
        run("verify").ended(0);
    }

    private Run run(String... command) throws Exception {
        Object[] all = new Object[command.length + 4];
        all[0] = "--conf";
        all[1] = conf;
        all[2] = "--mirror";
        all[3] = mirror;
        System.arraycopy(command, 0, all, 4, command.length);
        return esxsync.run(all);
    }

    private void put(String path, byte[] content) throws IOException {
        Path file = share.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
