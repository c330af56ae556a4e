package org.esxsync.serve.mirror;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was served under each name, and so which files another took the place of: somebody
 * may hold a part of the former one. Safe for many threads.
 */
final class ReplacedFiles {

    private static final int REMEMBERED = 10_000;

    /** Who resumes later than this has most likely given up. */
    private static final Duration TERM = Duration.ofHours(24);

    private final Clock clock;
    private final Map<Path, Served> served =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Path, Served> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /**
     * @param replaced when it took the place of another, or null if it did not
     */
    private record Served(FileState state, @Nullable Instant replaced) {}

    ReplacedFiles(Clock clock) {
        this.clock = clock;
    }

    /** Whether a file that is about to be served took the place of one that was. */
    synchronized boolean isReplaced(FileState state) {
        Instant now = clock.instant();
        Served before = served.get(state.path());
        boolean isSame = before == null || before.state().equals(state);
        Instant replaced = isSame ? before == null ? null : before.replaced() : now;
        served.put(state.path(), new Served(state, replaced));
        return replaced != null && Duration.between(replaced, now).compareTo(TERM) < 0;
    }
}
