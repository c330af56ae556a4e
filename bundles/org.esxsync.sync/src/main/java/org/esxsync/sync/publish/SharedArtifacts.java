package org.esxsync.sync.publish;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.sync.share.Content;
import org.jspecify.annotations.Nullable;

/**
 * What several planned patches have in common, such as a VIB of two bulletins of one day: it is
 * staged once, though all of them may be under way, and the others wait for it. Safe for many
 * threads.
 */
public final class SharedArtifacts implements AutoCloseable {

    private final Map<Content, Shared> shared = new HashMap<>();

    /**
     * @param planned what is going to be staged
     */
    public SharedArtifacts(Collection<PlannedPatch> planned) {
        for (PlannedPatch each : planned) {
            each.patch().artifacts().stream()
                    .filter(artifact -> artifact.sha256().isPresent())
                    .map(Content::of)
                    .forEach(content -> count(content, each.releases().size()));
        }
        shared.values().removeIf(each -> each.patches == 1);
    }

    /** Stages an artifact for so many users. */
    @FunctionalInterface
    interface Origin {
        StagedFiles stage(int users) throws IOException;
    }

    private void count(Content content, int releases) {
        Shared each = shared.computeIfAbsent(content, key -> new Shared());
        each.patches++;
        each.users += releases;
    }

    /**
     * Stages an artifact, unless another patch has done so.
     *
     * @param users how often the patch needs it
     */
    StagedFiles stage(Artifact artifact, int users, Origin origin) throws IOException {
        Shared found = shared.get(Content.of(artifact));
        return found == null ? origin.stage(users) : found.stage(origin);
    }

    /** Patches that failed did not come for theirs. */
    @Override
    public void close() {
        shared.values().forEach(Shared::discard);
    }

    /** An artifact of several patches, once one of them has staged it. */
    private static final class Shared {

        private int patches;
        private int users;
        private @Nullable StagedFiles staged;

        /** Where the first one fails, the next one tries for itself. */
        synchronized StagedFiles stage(Origin origin) throws IOException {
            patches--;
            StagedFiles known = staged;
            if (known == null) {
                known = origin.stage(users);
            }
            // nobody comes after the last one, and many files take much memory
            staged = patches > 0 ? known : null;
            return known;
        }

        private synchronized void discard() {
            if (staged != null) {
                staged.delete();
            }
        }
    }
}
