package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Gate;
import org.esxsync.itests.fixture.PatchSite;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other commands see of a sync in its middle, and what is left when it ends there. */
class RunningSyncIT {

    private static final String PATCH = "ESX-8258730";

    @TempDir Path directory;
    private Path mirror;
    private EsxSync esxsync;
    private Conf conf;
    private PatchSite site;
    private Gate gate;

    @BeforeEach
    void openSite() throws Exception {
        mirror = directory.resolve("mirror");
        esxsync = new EsxSync(directory);
        site = new PatchSite();
        site.add(PATCH, Tarball.of(PATCH).bytes());
        gate = site.holdBack(PATCH);
        conf = new Conf(directory.resolve("conf")).vi3("site", site.index());
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aSecondSyncIsToldWhoHasTheMirror() throws Exception {
        try (RunningCommand first = start()) {
            gate.awaitTransfer();

            Run second = start().await().ended(75);

            assertEquals(
                    1,
                    second.linesWith(String.valueOf(first.process().pid())).size(),
                    second::toString);
            gate.open();
            first.await().ended(0);
        }
        assertEquals(List.of("2007-03-29-" + PATCH), Tree.names(mirror.resolve("esx-3.0.1")));
    }

    @Test
    void aLookIsPossibleMeanwhileAndSeesNoHalfOfAPatch() throws Exception {
        try (RunningCommand sync = start()) {
            gate.awaitTransfer();

            Run patches =
                    esxsync.run("--conf", conf, "--mirror", mirror, "patches", "3.0.1").ended(0);

            assertEquals(1, patches.linesWith(PATCH).size(), patches::toString);
            assertEquals(List.of(), Tree.names(mirror.resolve("esx-3.0.1")));
            gate.open();
            sync.await().ended(0);
        }
    }

    @Test
    void aKilledSyncIsFinishedByTheNext() throws Exception {
        try (RunningCommand killed = start()) {
            gate.awaitTransfer();
            killed.close();
        }
        gate.open();
        assertEquals(List.of(), Tree.names(mirror.resolve("esx-3.0.1")));

        start().await().ended(0);

        assertEquals(List.of("2007-03-29-" + PATCH), Tree.names(mirror.resolve("esx-3.0.1")));
        assertEquals(List.of(), Tree.staged(mirror));
    }

    private RunningCommand start() throws Exception {
        return esxsync.start("--conf", conf, "--mirror", mirror, "sync", "3.0.1");
    }
}
