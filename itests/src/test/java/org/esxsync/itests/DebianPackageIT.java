package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package in a system of its own: installed, upgraded, removed, purged. */
@EnabledIfSystemProperty(named = "esxsync.deb", matches = ".+")
class DebianPackageIT {

    private static final String CONFIGURATION = "/etc/esxsync/org.esxsync.sync.cfg";

    @TempDir static Path directory;
    private static Path system;

    @BeforeAll
    static void bootstrap() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root") && isThere("mmdebstrap"),
                "only root with mmdebstrap can make a Debian system to install the package in");
        system = directory.resolve("system");
        run(
                "mmdebstrap --quiet --mode=root --variant=apt"
                    + " --include=adduser,default-jre-headless $(. /etc/os-release; [ $ID = debian"
                    + " ] && echo $VERSION_CODENAME || echo stable) "
                        + system);
        Files.copy(Path.of(System.getProperty("esxsync.deb")), system.resolve("root/esxsync.deb"));
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

        inside("echo 'keep = 3' >> " + CONFIGURATION);
        inside("echo 'location = /srv' > /etc/esxsync/org.esxsync.source.depot~own.cfg");
        upgrade();
        assertTrue(inside("cat " + CONFIGURATION).contains("keep = 3"));
        assertTrue(inside("dpkg -s esxsync").contains("Version: 9.9"));

        inside("dpkg -r esxsync");
        inside("test -f " + CONFIGURATION + " && test -d /var/lib/esxsync/mirror/esx-3.0.1");

        inside("mkdir -p /srv/mirror/esx-3.0.1 && ln -s /srv/mirror /var/lib/esxsync/other");
        inside("dpkg -P esxsync");
        inside("test -d /srv/mirror/esx-3.0.1");
        assertEquals(
                "",
                inside(
                        "find / -xdev -path /proc -prune -o -name '*esxsync*' ! -path '/root/*' !"
                                + " -path '/tmp/*' ! -path '*/.cache/*' -print"));
    }

    /** To the same with another version and another default of the configuration. */
    private static void upgrade() throws Exception {
        Path unpacked = directory.resolve("unpacked");
        run("dpkg-deb -R %s/root/esxsync.deb %s".formatted(system, unpacked));
        run("sed -i 's/^Version: .*/Version: 9.9/' %s/DEBIAN/control".formatted(unpacked));
        run("echo '# new' >> %s%s".formatted(unpacked, CONFIGURATION));
        run("dpkg-deb --root-owner-group -b %s %s/root/next.deb".formatted(unpacked, system));
        inside("dpkg --force-confold -i /root/next.deb");
    }

    /** The system is mounted, or else Java would find no file system under its directories. */
    private static String inside(String script) throws Exception {
        return run(
                "unshare --mount --pid --fork sh -c 'mount --bind %1$s %1$s; mount -t proc proc %1$s/proc; exec chroot %1$s \"$@\"' sh sh -ec \"%2$s\""
                        .formatted(system, script.replace("\"", "\\\"")));
    }

    /** Its output; fails with it if the exit code is not 0. */
    private static String run(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> script + "\n" + told);
        return told;
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }
}
