package org.esxsync.serve.mirror;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was served under each name, and so when another file took its place. Safe for many
 * threads.
 */
final class ReplacedFiles {

    private static final int REMEMBERED = 10_000;

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

    /**
     * When a file that is about to be served was first seen in the place of one that was served.
     *
     * @return empty if it was not, as far as is remembered
     */
    synchronized Optional<Instant> replaced(FileState state) {
        Served before = served.get(state.path());
        boolean isSame = before == null || before.state().equals(state);
        Instant replaced = isSame ? before == null ? null : before.replaced() : clock.instant();
        served.put(state.path(), new Served(state, replaced));
        return Optional.ofNullable(replaced);
    }
}
