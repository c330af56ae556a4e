package org.esxsync.shell.view;

import static org.esxsync.shell.view.Samples.ESX_301;
import static org.esxsync.shell.view.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Event.Kind;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

class StatusViewTest {

    private static final Event FAILED =
            Event.ofSource(after(61), Kind.SOURCE_FAILED, "vmware", "no route to host");

    private static final MirrorStatus TROUBLED =
            new MirrorStatus(
                    Path.of("/srv/mirror"),
                    "process 12 on patches since 2026-02-03T13:59:00Z",
                    Event.ofRun(after(61), Kind.SYNC_INCOMPLETE, "1 failed sources"),
                    after(1),
                    after(180),
                    true,
                    new MirrorStatus.Patches(14, 12, 9, 2, 1),
                    List.of(
                            new PatchOutcome(
                                    "ESX-1", "vmware", ESX_301, Outcome.CONFLICT, "keeps the one")),
                    List.of("org.esxsync.sync: releases=esxi-9.9 cannot be used; use another"),
                    new MirrorSpace(2_000_000_000, 40_000_000_000L, 100_000_000_000L),
                    List.of(
                            new SourceStatus(new SourceSummary("depot", "/x", 0, null), null),
                            new SourceStatus(
                                    new SourceSummary("vmware", "http://x", 14, NOON), FAILED)));

    private static Instant after(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void allThatSomebodyShouldKnowIsTold() {
        assertEquals(
                """
                Mirror        /srv/mirror, 2.0 GB; 40.0 GB of 100.0 GB free
                Running       process 12 on patches since 2026-02-03 13:59:00
                Last sync     2026-02-03 13:01:00 (59 min ago), incomplete: 1 failed sources
                Last success  2026-02-03 12:01:00 (1 h ago)
                Next run      2026-02-03 15:00:00 (in 1 h)
                Patches       14 listed, 12 claimed, 9 published, 2 missing, 1 ignored
                Problem       org.esxsync.sync: releases=esxi-9.9 cannot be used; use another
                conflict   ESX-1 (esx-3.0.1): keeps the one

                SOURCE  PATCHES  READ     LAST ERROR
                depot         0  never    -
                vmware       14  2 h ago  59 min ago: no route to host\
                """,
                shown(TROUBLED, 0));
    }

    @Test
    void aNewMirrorSaysHowToStart() {
        assertEquals(
                """
                Mirror        /srv/mirror, 0 B; 40.0 GB of 100.0 GB free
                Running       no
                Last sync     never
                Last success  never
                Next run      not scheduled
                Patches       0 listed, 0 claimed, 0 published, 0 missing

                """
                        + Listings.NO_SOURCE,
                shown(Samples.emptyMirror(), 0));
    }

    @Test
    void theNextRunIsTheServicesWhereThisProcessRunsOneCommand() {
        MirrorStatus now = TROUBLED;
        MirrorStatus elsewhere =
                new MirrorStatus(
                        now.mirror(),
                        now.owner(),
                        now.lastSync(),
                        now.lastSuccess(),
                        now.nextRun(),
                        false,
                        now.patches(),
                        now.conflicts(),
                        now.troubles(),
                        now.space(),
                        now.sources());
        assertTrue(shown(elsewhere, 0).contains("(in 1 h), if 'esxsync service' runs"));
    }

    @Test
    void longLinesGoOnBesideTheirLabel() {
        assertTrue(
                shown(TROUBLED, 40)
                        .contains(
                                """
                                Last sync     2026-02-03 13:01:00 (59
                                              min ago), incomplete: 1
                                              failed sources
                                """),
                shown(TROUBLED, 40));
    }

    private static String shown(MirrorStatus status, int width) {
        return String.join(
                "\n",
                new StatusView(status, after(120))
                        .lines(new Screen(width, false, false, ZoneOffset.UTC)));
    }
}
