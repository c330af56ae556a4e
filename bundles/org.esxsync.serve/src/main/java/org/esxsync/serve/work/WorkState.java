package org.esxsync.serve.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.esxsync.api.sync.PatchOutcome;
import org.jspecify.annotations.Nullable;

/**
 * How the work that runs, or ran last, gets on.
 *
 * @param version grows with each change
 * @param kind what it is, or null if there was none since the start
 * @param begun when it began
 * @param ended when it ended, or null while it runs
 * @param phase what is done now, or how it ended, as one line
 * @param isProblem whether somebody should look at how it ended
 * @param sources what became of each source so far
 * @param planned how many patches are to be published; -1 while unknown
 * @param outcomes how many patches came to what
 * @param doneBytes how much was downloaded, or read
 * @param totalBytes how much there is in all; -1 while unknown
 * @param done how many of all are done, patches or files
 * @param total how many there are in all; -1 while unknown
 * @param transfers the downloads that are under way
 * @param problems what went wrong, the newest last, not all where there are many
 */
public record WorkState(
        long version,
        @Nullable Kind kind,
        Instant begun,
        @Nullable Instant ended,
        String phase,
        boolean isProblem,
        List<Source> sources,
        int planned,
        Map<PatchOutcome.Outcome, Integer> outcomes,
        long doneBytes,
        long totalBytes,
        long done,
        long total,
        List<Transfer> transfers,
        List<String> problems) {

    /** What can be done. */
    public enum Kind {
        SYNC,
        VERIFICATION
    }

    /**
     * A source.
     *
     * @param name its name
     * @param text what became of it
     */
    public record Source(String name, String text) {}

    /**
     * A download.
     *
     * @param patch the patch's id
     * @param done bytes so far
     * @param total bytes in all, or -1 while unknown
     */
    public record Transfer(String patch, long done, long total) {}

    public WorkState {
        sources = List.copyOf(sources);
        outcomes = Map.copyOf(outcomes);
        transfers = List.copyOf(transfers);
        problems = List.copyOf(problems);
    }

    public boolean isRunning() {
        return kind != null && ended == null;
    }
}
