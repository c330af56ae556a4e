package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.esxsync.itests.fixture.FolderSite;
import org.esxsync.itests.fixture.SampleDepot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package in a system of its own: installed, upgraded, removed, purged. */
@EnabledIfSystemProperty(named = "esxsync.deb", matches = ".+")
class DebianPackageIT {

    private static final String CONFIGURATION = "/etc/esxsync/org.esxsync.sync.cfg";

    /** Some 150 MB are downloaded and unpacked. */
    private static final long BOOTSTRAP_SECONDS = 600;

    private static final long SECONDS = 120;

    @TempDir static Path directory;
    private static Path system;

    @BeforeAll
    static void bootstrap() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root") && isThere("mmdebstrap"),
                "only root with mmdebstrap can make a Debian system to install the package in");
        system = directory.resolve("system");
        run(
                BOOTSTRAP_SECONDS,
                "sh",
                "-c",
                "exec mmdebstrap --quiet --mode=root --variant=apt"
                    + " --include=adduser,default-jre-headless $(. /etc/os-release; [ $ID = debian"
                    + " ] && echo $VERSION_CODENAME || echo stable) \"$0\"",
                system.toString());
        Files.copy(Path.of(System.getProperty("esxsync.deb")), system.resolve("root/esxsync.deb"));
    }

    /** JUnit would warn of each of its links. */
    @AfterAll
    static void throwAway() throws Exception {
        run(SECONDS, "rm", "-rf", "--one-file-system", directory.resolve("system").toString());
    }

    @Test
    void itIsInstalledUpgradedRemovedAndPurged() throws Exception {
        inside("dpkg -i /root/esxsync.deb");

        inside("runuser -u esxsync -- esxsync --demo --mirror /var/lib/esxsync/mirror sync 3.0.1");
        assertTrue(inside("esxsync status").contains("/var/lib/esxsync/mirror"));
        assertEquals("esxsync\n", inside("stat -c %U /var/lib/esxsync/mirror/esx-3.0.1"));
        inside("test -f /lib/systemd/system/esxsync.service");
        inside("test -f /usr/share/bash-completion/completions/esxsync");
        assertTrue(inside("cat /usr/share/man/man1/esxsync.1").startsWith(".TH ESXSYNC"));
        assertEquals("", inside("find /usr/share/esxsync -newer /root/esxsync.deb -name var"));

        aTokenThatRootAddsIsForTheServiceToo();

        inside("echo 'keep = 3' >> " + CONFIGURATION);
        inside("echo 'location = /srv' > /etc/esxsync/org.esxsync.source.depot~own.cfg");
        upgrade();
        assertTrue(inside("cat " + CONFIGURATION).contains("keep = 3"));
        assertTrue(inside("dpkg -s esxsync").contains("Version: 9.9"));

        inside("dpkg -r esxsync");
        inside("test -f " + CONFIGURATION + " && test -d /var/lib/esxsync/mirror/esx-3.0.1");

        inside("mkdir -p /srv/mirror/esx-3.0.1 && ln -s /srv/mirror /var/lib/esxsync/other");
        String purged = inside("dpkg -P esxsync");
        assertTrue(purged.contains("the mirror in /var/lib/esxsync stays"), purged);
        inside("test -d /srv/mirror/esx-3.0.1 && test -d /var/lib/esxsync/mirror/esx-3.0.1");
        assertEquals(
                "",
                inside(
                        "find / -xdev -path /proc -prune -o -name '*esxsync*' ! -path '/root/*' !"
                                + " -path '/tmp/*' ! -path '*/.cache/*' ! -path '/var/lib/esxsync*'"
                                + " -print"));
    }

    private static void aTokenThatRootAddsIsForTheServiceToo() throws Exception {
        String token = "Tok3n-4713_abcdefgh";
        String path = "/PROD/COMP/ESX_HOST/main";
        Path depot = Files.createDirectories(directory.resolve("site/" + token + path));
        new SampleDepot(depot).vendor("sample", "main-bulletin").write();
        try (FolderSite site = new FolderSite(directory.resolve("site"))) {
            // What stands for the vendor's server is a proxy on the way there.
            inside("echo proxy = %s >/etc/esxsync/org.esxsync.fetch.cfg".formatted(site.url("")));
            inside(
                    "esxsync add http://dl.broadcom.com/%s%s/vmw-depot-index.xml main"
                            .formatted(token, path));
            inside("runuser -u esxsync -- esxsync plan");
        }
        assertEquals("640 esxsync\n", inside("stat -c '%a %G' /etc/esxsync/secrets/main"));
        inside("rm /etc/esxsync/org.esxsync.fetch.cfg && esxsync remove main");
    }

    /** To the same with another version and another default of the configuration. */
    private static void upgrade() throws Exception {
        String unpacked = directory.resolve("unpacked").toString();
        run(SECONDS, "dpkg-deb", "-R", system + "/root/esxsync.deb", unpacked);
        run(SECONDS, "sed", "-i", "s/^Version: .*/Version: 9.9/", unpacked + "/DEBIAN/control");
        Files.writeString(Path.of(unpacked + CONFIGURATION), "# new\n", StandardOpenOption.APPEND);
        run(
                SECONDS,
                "dpkg-deb",
                "--root-owner-group",
                "-Znone",
                "-b",
                unpacked,
                system + "/root/next.deb");
        inside("dpkg --force-confold -i /root/next.deb");
    }

    /**
     * Runs a script in the system, in namespaces of its own that end with it. The system is
     * mounted, or else Java would find no file system under its directories.
     */
    private static String inside(String script) throws Exception {
        return run(
                SECONDS,
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-ec",
                "mount --bind \"$0\" \"$0\"; mount -t proc proc \"$0/proc\";"
                        + " exec chroot \"$0\" sh -ec \"$1\"",
                system.toString(),
                script);
    }

    /** Its output; fails with it if the exit code is not 0, or if it takes longer. */
    private static String run(long seconds, String... command) throws Exception {
        Path told = Files.createTempFile(directory, "told", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(told.toFile())
                        .start();
        try {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            String text = String.join(" ", command) + "\n" + Files.readString(told);
            assertTrue(ended, () -> "it did not end: " + text);
            assertEquals(0, process.exitValue(), text);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(told);
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }
}
