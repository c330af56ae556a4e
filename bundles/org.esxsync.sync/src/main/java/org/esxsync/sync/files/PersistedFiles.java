package org.esxsync.sync.files;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of files while they were forced to disk. A sync of tens of thousands of files keeps
 * as many of these for a while, most of them of one file, so that they are small.
 */
public final class PersistedFiles {

    private final Set<Path> executable;
    private final Map<Path, Instant> modified;

    private PersistedFiles(Set<Path> executable, Map<Path, Instant> modified) {
        this.executable = Set.copyOf(executable);
        this.modified = Map.copyOf(modified);
    }

    /** Collects what is seen. For one thread. */
    static final class Builder {

        private final Set<Path> executable = new HashSet<>();
        private final Map<Path, Instant> modified = new HashMap<>();

        void add(Path file, boolean isExecutable, Instant time) {
            if (isExecutable) {
                executable.add(file);
            }
            modified.put(file, time);
        }

        PersistedFiles build() {
            return new PersistedFiles(executable, modified);
        }
    }

    /** Whether a file can be executed. */
    public boolean isExecutable(Path file) {
        return executable.contains(file);
    }

    /** When a plain file was last written, to the millisecond; null for a link. */
    public @Nullable Instant modified(Path file) {
        return modified.get(file);
    }
}
