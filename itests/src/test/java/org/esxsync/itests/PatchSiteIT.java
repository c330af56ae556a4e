package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.PatchPage;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VI3 patch site over HTTP: what is asked of it, and what a bad one leads to. */
class PatchSiteIT {

    @TempDir Path directory;

    @Test
    void theSecondSyncDownloadsNothing() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());
            Conf conf = conf(site.index());
            sync(conf).ended(0);
            assertEquals(List.of("/software/vi/ESX-8258730.tgz"), site.downloads());

            sync(conf).ended(0);

            assertEquals(1, site.downloads().size());
        }
    }

    @Test
    void aPatchThatAppearsIsTheOnlyOneDownloaded() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());
            Conf conf = conf(site.index());
            sync(conf).ended(0);
            site.add("ESX-9986131", Tarball.of("ESX-9986131").bytes());

            sync(conf).ended(0);

            assertEquals(
                    List.of("/software/vi/ESX-8258730.tgz", "/software/vi/ESX-9986131.tgz"),
                    site.downloads());
            assertEquals(List.of("2007-03-29-ESX-8258730", "2007-03-29-ESX-9986131"), published());
        }
    }

    @Test
    void aPatchIsPublishedAsItsTarballHasIt() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());

            sync(conf(site.index())).ended(0);

            Path patch = mirror().resolve("esx-3.0.1/2007-03-29-ESX-8258730");
            assertEquals(List.of("descriptor.xml", "payload.bin"), Tree.names(patch));
            assertEquals(
                    "<descriptor id='ESX-8258730'/>",
                    Files.readString(patch.resolve("descriptor.xml")));
        }
    }

    @Test
    void anUnreachableIndexFailsTheRun() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:%d/index.html".formatted(closedPort()));

        Run run = sync(conf(nobody)).ended(1);

        assertFalse(run.linesWith(nobody.toString()).isEmpty(), run::toString);
        assertEquals(List.of(), published());
    }

    @Test
    void aLoginPageInPlaceOfTheIndexFailsTheRunAndTakesNothingAway() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());
            Conf conf = conf(site.index());
            sync(conf).ended(0);
            site.replaceIndex("<html><body>Please log in</body></html>");

            Run run = sync(conf).ended(1);

            assertFalse(run.linesWith(site.index().toString()).isEmpty(), run::toString);
            assertEquals(List.of("2007-03-29-ESX-8258730"), published());
        }
    }

    @Test
    void oneBadPatchIsTheOnlyOneThatFails() throws Exception {
        try (PatchSite site = new PatchSite()) {
            site.add(PatchPage.of("ESX-9986131"));
            site.add("ESX-8258730", Tarball.of("ESX-8258730").bytes());

            Run run = sync(conf(site.index())).ended(2);

            assertEquals(List.of("2007-03-29-ESX-8258730"), published());
            assertFalse(run.linesWith("404").isEmpty(), run::toString);
        }
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Conf conf(URI index) throws Exception {
        return new Conf(directory.resolve("conf")).vi3("site", index);
    }

    private Run sync(Conf conf) throws Exception {
        return new EsxSync(directory).run("--conf", conf, "--mirror", mirror(), "sync", "3.0.1");
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }

    private List<String> published() throws Exception {
        return Tree.names(mirror().resolve("esx-3.0.1"));
    }
}
