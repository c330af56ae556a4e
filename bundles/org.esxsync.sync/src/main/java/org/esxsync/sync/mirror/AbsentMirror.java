package org.esxsync.sync.mirror;

import java.nio.file.Files;
import java.nio.file.Path;
import org.esxsync.api.EsxSyncException;

/**
 * A path without a mirror. Where a user named it, that is an error: a typing error must not look
 * like a mirror in which nothing has happened.
 *
 * @param mirror where none is
 */
public record AbsentMirror(MirrorPaths mirror) {

    /**
     * @throws EsxSyncException if no mirror is there
     */
    public static void refuse(MirrorPaths mirror) {
        if (!Files.isDirectory(mirror.state()) && UnrecordedReleases.standing(mirror).isEmpty()) {
            throw new AbsentMirror(mirror).problem();
        }
    }

    private EsxSyncException problem() {
        return new EsxSyncException(
                "%s is no mirror: %s; check --mirror and mirror=, or run 'sync', which makes one"
                        .formatted(mirror.root(), whyNone(mirror.root())));
    }

    private static String whyNone(Path root) {
        if (!Files.exists(root)) {
            return "it does not exist";
        }
        return Files.isDirectory(root)
                ? "it has neither a ledger nor a release's directory"
                : "it is not a directory";
    }
}
