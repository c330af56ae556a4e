package org.esxsync.shell.cli;

import static org.esxsync.shell.view.Samples.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.setup.UnknownNameException;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.MirrorLockedException;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.Test;

class TypedSyncTest extends TypedCommands {

    @Test
    void aSyncPrintsEachPatchAndASummary() {
        mirror.sync =
                (request, listener) -> {
                    listener.scanning("vmware");
                    listener.scanned("vmware", 2, false);
                    listener.transferred(Samples.patch("ESX-1", 1, "a"), 1_200_000, -1);
                    var published =
                            outcome(Outcome.PUBLISHED, "ESX-1", "esx-3.0.1/2007-03-29-ESX-1");
                    listener.finished(published);
                    listener.finished(outcome(Outcome.PRESENT, "ESX-2", ""));
                    return Samples.report(published, outcome(Outcome.PRESENT, "ESX-2", ""));
                };
        assertEquals(0, run("sync", "3.0.1", "3.0.0"));
        assertEquals(
                """
                scanning   vmware
                scanned    vmware: 2 patches
                published  esx-3.0.1/2007-03-29-ESX-1  1.2 MB
                1 published, 1 present; 2.1 MB in 1.4 s
                """,
                output());
        assertEquals(List.of(SyncRequest.of("3.0.1", "3.0.0")), mirror.requests);
    }

    @Test
    void aConflictInSeveralReleasesIsToldOnceAndOneFoundLaterToo() {
        var inOne = outcome(Outcome.CONFLICT, "ESX-1", "it holds other bytes");
        var inAnother =
                new PatchOutcome(
                        "ESX-1", "vmware", Samples.ESX_300, Outcome.CONFLICT, inOne.detail());
        var later = outcome(Outcome.CONFLICT, "ESX-2", "a file stands in its place");
        var present = outcome(Outcome.PRESENT, "ESX-3", "");
        mirror.sync =
                (request, listener) -> {
                    listener.planned(
                            new SyncPlan(
                                    List.of(),
                                    List.of(inOne, inAnother, present),
                                    List.of(),
                                    new DiskSpace(0, 1)));
                    List.of(inOne, inAnother, present, later).forEach(listener::finished);
                    return Samples.report(inOne, inAnother, present, later);
                };
        assertEquals(2, run("sync"));
        assertEquals(
                """
                conflict   ESX-1 (esx-3.0.1, esx-3.0.0): it holds other bytes
                conflict   ESX-2 (esx-3.0.1): a file stands in its place
                0 published, 1 present, 2 conflicts; 2.1 MB in 1.4 s
                """,
                output());
    }

    @Test
    void aDryRunOnlyPlans() {
        mirror.sync =
                (request, listener) -> {
                    throw new AssertionError("it synced");
                };
        mirror.plan = (request, listener) -> Samples.plan(Samples.patch("ESX-1", 512, "a title"));
        for (String[] line :
                List.of(
                        new String[] {"sync", "-n", "3.0.1"},
                        new String[] {"sync", "3.0.1", "--dry-run"},
                        new String[] {"plan", "3.0.1"})) {
            assertEquals(0, run(line), errors());
        }
        assertTrue(output().endsWith("1 patch, 512 B to download\n"), output());
        assertEquals(SyncRequest.of("3.0.1"), mirror.requests.get(2));
    }

    @Test
    void theExitCodeTellsHowItEnded() {
        var failed = outcome(Outcome.FAILED, "ESX-1", "wrong digest");
        mirror.sync = (request, listener) -> Samples.report(failed);
        assertEquals(2, run("sync"));
        mirror.sync =
                (request, listener) ->
                        Samples.report(
                                List.of(failed), List.of(new SourceFailure("vmware", "no route")));
        assertEquals(1, run("sync"));
        mirror.sync =
                (request, listener) -> {
                    throw new MirrorLockedException(Path.of("/m"), "process 7");
                };
        assertEquals(75, run("sync"));
        mirror.sync =
                (request, listener) -> {
                    throw new UnknownReleaseException("9.9", List.of(Samples.ESX_301));
                };
        assertEquals(64, run("sync", "9.9"));
        mirror.sync =
                (request, listener) -> {
                    throw new EsxSyncException("the disk is full");
                };
        assertEquals(1, run("sync"));
        assertEquals(
                """
                esxsync: 1 patch failed; the first is ESX-1 (esx-3.0.1): wrong digest
                esxsync: 1 source could not be read, 1 patch failed; the first is \
                source vmware: no route
                esxsync: the mirror /m is in use by process 7; wait for it to finish and try again
                esxsync: unknown release '9.9'; use one of esx-3.0.1, or deploy a matcher for it
                esxsync: the disk is full
                """,
                errors());
    }

    @Test
    void whatCouldNotBeUnderstoodIsNoPatch() {
        mirror.sync =
                (request, listener) ->
                        Samples.report(
                                new PatchOutcome("a.zip", "share", null, Outcome.FAILED, "cut off"),
                                outcome(Outcome.FAILED, "ESX-1", "wrong digest"));
        assertEquals(2, run("sync"));
        assertEquals(
                "esxsync: 1 patch failed, 1 listed file or entry could not be read; the first is"
                        + " a.zip (share): cut off\n",
                errors());
    }

    @Test
    void aNameThatNothingHasIsWrongUsage() {
        mirror.sync =
                (request, listener) -> {
                    throw new UnknownNameException("no source is called 'nope'; there is none");
                };
        assertEquals(64, run("sync"));
    }

    @Test
    void aTerminalThatShowsTheReasonsIsNotToldThemAgain() {
        mirror.sync = (request, listener) -> Samples.report(outcome(Outcome.FAILED, "ESX-1", "x"));
        CommandLine onTerminal = commandLine(new StandardOutput(out, () -> true), "80");

        assertEquals(2, onTerminal.applyAsInt(new String[] {"sync"}));
        assertEquals(2, onTerminal.applyAsInt(new String[] {"sync", "--json"}));
        assertEquals(
                """
                esxsync: 1 patch failed; see above
                esxsync: 1 patch failed; the first is ESX-1 (esx-3.0.1): x
                """,
                errors());
    }

    @Test
    void aQuietSyncThatGoesWellSaysNothingAndOneThatDoesNotSaysWhy() {
        loudness = "QUIET";
        mirror.sync =
                (request, listener) -> {
                    listener.scanned("vmware", 1, false);
                    return Samples.report(outcome(Outcome.PUBLISHED, "ESX-1", "x"));
                };
        assertEquals(0, run("sync"));
        assertEquals("", output());

        mirror.sync = (request, listener) -> Samples.report(outcome(Outcome.FAILED, "ESX-1", "x"));
        assertEquals(2, run("sync"));
        assertEquals("", output());
        assertEquals("esxsync: 1 patch failed; the first is ESX-1 (esx-3.0.1): x\n", errors());

        assertEquals(0, run("releases"));
        assertFalse(output().isEmpty(), "what was asked for is printed");
    }

    @Test
    void aSyncWithoutASourceFails() {
        mirror.sources.clear();
        assertEquals(1, run("sync"));
        assertEquals(1, run("plan"));
        assertTrue(errors().startsWith("esxsync: No source is configured."), errors());
        assertEquals(List.of(), mirror.requests);
    }

    @Test
    void theSummaryIsPrintedBeforeARunFails() {
        mirror.sync = (request, listener) -> Samples.report(outcome(Outcome.FAILED, "ESX-1", "x"));
        run("sync");
        assertEquals("0 published, 1 failed; 2.1 MB in 1.4 s\n", output());
    }

    @Test
    void stoppingInterruptsWhatStillRuns() {
        CommandLine[] line = {commandLine(out)};
        mirror.sync =
                (request, listener) -> {
                    line[0].stop();
                    throw new EsxSyncException("interrupted: " + Thread.interrupted());
                };
        assertEquals(1, line[0].applyAsInt(new String[] {"sync"}));
        assertEquals("esxsync: interrupted: true\n", errors());
        line[0].stop();
        assertFalse(Thread.interrupted());
    }
}
