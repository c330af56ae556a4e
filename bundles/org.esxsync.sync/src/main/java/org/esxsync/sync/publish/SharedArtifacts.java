package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.mirror.LockedMirror;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What several planned patches have in common, such as a VIB of two bulletins of one day: it is
 * downloaded once, though all of them may be under way, and the others wait for it and get hard
 * links. Safe for many threads.
 */
public final class SharedArtifacts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedArtifacts.class);

    private final DurableFiles writes;
    private final Path directory;
    private final Map<Content, Shared> shared = new HashMap<>();

    /**
     * @param planned what is going to be staged
     */
    public SharedArtifacts(LockedMirror open, Collection<PlannedPatch> planned) {
        this.writes = open.writes();
        this.directory = open.mirror().staging();
        for (PlannedPatch each : planned) {
            each.patch().artifacts().stream()
                    .filter(artifact -> artifact.sha256().isPresent())
                    .map(Content::of)
                    .forEach(this::count);
        }
        shared.values().removeIf(each -> each.users == 1);
    }

    /** What is equal in artifacts that are the same, wherever each can be read. */
    private record Content(long size, List<Digest> digests) {

        static Content of(Artifact artifact) {
            return new Content(artifact.size(), artifact.digests());
        }
    }

    /** Gets an artifact to the place where it is to be staged. */
    @FunctionalInterface
    interface Origin {
        StagedArtifact stage() throws IOException;
    }

    private void count(Content content) {
        Path copy = directory.resolve("shared-" + shared.size());
        shared.computeIfAbsent(content, key -> new Shared(copy)).users++;
    }

    /** Stages an artifact, from its origin unless another patch has it. */
    StagedArtifact stage(Artifact artifact, Path target, Origin origin) throws IOException {
        Shared found = shared.get(Content.of(artifact));
        return found == null ? origin.stage() : found.stage(target, origin);
    }

    /** Patches that failed did not come for theirs. */
    @Override
    public void close() {
        for (Shared each : shared.values()) {
            try {
                Files.deleteIfExists(each.copy);
            } catch (IOException e) {
                LOG.warn("{} cannot be deleted, the next sync tries again", each.copy, e);
            }
        }
    }

    /** An artifact, and a link to the first that was staged as long as others are to come. */
    private final class Shared {

        private final Path copy;
        private int users;
        private @Nullable StagedArtifact staged;

        Shared(Path copy) {
            this.copy = copy;
        }

        /** Where the first one fails, the next one tries for itself. */
        synchronized StagedArtifact stage(Path target, Origin origin) throws IOException {
            users--;
            StagedArtifact first = staged;
            if (first == null) {
                first = origin.stage();
                if (users > 0 && writes.canLink(target, copy)) {
                    staged = first;
                }
            } else {
                writes.link(copy, target);
            }
            if (users == 0) {
                Files.deleteIfExists(copy);
            }
            return first;
        }
    }
}
