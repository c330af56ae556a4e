package org.esxsync.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.shell.view.Samples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusCheckTest extends TypedCommands {

    private static MirrorStatus status(List<String> troubles, Event.@Nullable Kind end) {
        MirrorStatus empty = Samples.emptyMirror();
        return new MirrorStatus(
                empty.mirror(),
                null,
                end == null ? null : Event.ofRun(Samples.NOON, end, "1 | 2"),
                end == null ? null : Samples.NOON,
                null,
                true,
                empty.patches(),
                List.of(),
                troubles,
                empty.space(),
                List.of(
                        new SourceStatus(
                                new SourceSummary("vmware", "http://x", 12, Samples.NOON), null)));
    }

    @Test
    void aCheckPrintsOneLineAndEndsAsMonitoringPlugInsDo() {
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_FINISHED);
        assertEquals(0, run("status", "--check"));
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_INCOMPLETE);
        assertEquals(1, run("status", "--check"));
        mirror.status = () -> status(List.of("it cannot be written"), Event.Kind.SYNC_FINISHED);
        assertEquals(2, run("status", "--check"));
        mirror.status = () -> status(List.of(), null);
        assertEquals(3, run("status", "--check"));

        assertEquals(
                List.of(
                        "ESXSYNC WARNING - the last sync was incomplete: 1 / 2",
                        "ESXSYNC CRITICAL - it cannot be written",
                        "ESXSYNC UNKNOWN - no sync has ended yet"),
                output().lines().skip(1).map(line -> line.split(" \\| ")[0]).toList());
        assertTrue(output().startsWith("ESXSYNC OK - the last sync, "), output());
        assertEquals(4, output().chars().filter(each -> each == '|').count(), output());
        assertEquals("", errors());
    }

    @Test
    void aMirrorThatCannotBeCheckedIsUnknown() {
        for (Throwable problem :
                List.of(
                        new EsxSyncException("the ledger is damaged"),
                        new IllegalStateException("x"),
                        new NoClassDefFoundError("y"))) {
            mirror.status = () -> fail(problem);
            assertEquals(3, run("status", "--check"));
        }
        assertEquals(3, run("status", "--check", "--max-age", "soon"));

        assertEquals(
                """
                ESXSYNC UNKNOWN - the ledger is damaged
                ESXSYNC UNKNOWN - defect: java.lang.IllegalStateException: x
                ESXSYNC UNKNOWN - defect: java.lang.NoClassDefFoundError: y
                ESXSYNC UNKNOWN - --max-age 'soon' is no length of time; write a number with s, m, h, d or w, such as 36h
                """,
                output());
        assertEquals("", errors());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> MirrorStatus fail(Throwable problem) throws E {
        throw (E) problem;
    }

    @Test
    void aCheckMayLimitTheAgeOfTheLastSuccess() {
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_FINISHED);
        assertEquals(0, run("status", "--check", "--max-age", "5000w"));
        assertEquals(2, run("status", "--check", "--max-age", "1m"));
        assertTrue(output().contains(" ago, more than 1 min | age="), output());
        assertEquals(64, run("status", "--max-age", "1m"));
    }

    @Test
    void aCheckIsWrittenAsJsonWithTheSameExitCode() {
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_INCOMPLETE);
        assertEquals(1, run("status", "--check", "--json"));
        assertEquals("JSON: health\n", output());
    }

    @Test
    void aVerdictThatNobodyCouldReadIsUnknown() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Bad file descriptor");
                    }
                };
        mirror.status = () -> status(List.of(), Event.Kind.SYNC_FINISHED);
        assertEquals(
                3,
                commandLine(new StandardOutput(full, () -> false))
                        .applyAsInt(words("status", "--check")));
    }
}
