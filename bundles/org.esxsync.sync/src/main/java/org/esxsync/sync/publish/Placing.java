package org.esxsync.sync.publish;

import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Intent;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;

/** A publication on its way into a release's directory, and how it ended. Used by one thread. */
final class Placing {

    private final Publication publication;
    private final PatchKey key;
    private final List<Placement> placements;
    private final List<Placement> missing;
    private final Path stagingDirectory;
    private @Nullable Throwable problem;
    private String place = "";

    /**
     * @param key the patch's key
     * @param placements where its artifacts go
     * @param missing those of them that may not be in place yet
     * @param stagingDirectory has what is missing, laid out as in the mirror
     */
    Placing(
            Publication publication,
            PatchKey key,
            List<Placement> placements,
            List<Placement> missing,
            Path stagingDirectory) {
        this.publication = publication;
        this.key = key;
        this.placements = placements;
        this.missing = missing;
        this.stagingDirectory = stagingDirectory;
    }

    /** Of which nobody knows how far it came. */
    static Placing of(Intent interrupted, List<Placement> placements, Path stagingDirectory) {
        Publication publication = interrupted.publication();
        return new Placing(
                publication, publication.patch().key(), placements, placements, stagingDirectory);
    }

    Publication publication() {
        return publication;
    }

    List<Placement> placements() {
        return placements;
    }

    /** Those of the placements that may not be in place yet. */
    List<Placement> missing() {
        return missing;
    }

    PatchKey key() {
        return key;
    }

    /** The ledger's note that it is under way. */
    Intent intent(MirrorPaths mirror) {
        return new Intent(publication, mirror.stageName(stagingDirectory));
    }

    /** Where a placement comes from. */
    Path source(Placement placement) {
        return placement.path().under(stagingDirectory.resolve(publication.release().toString()));
    }

    /** Where a placement goes. */
    Path target(Placement placement, MirrorPaths mirror) {
        return placement.path().under(mirror.release(publication.release()));
    }

    /** Where a placement is, if it is anywhere. */
    Path held(Placement placement, MirrorPaths mirror) {
        Path target = target(placement, mirror);
        return FileTree.exists(target) ? target : source(placement);
    }

    void fail(Throwable reason) {
        problem = reason;
    }

    /** Why it failed, or null if it did not. */
    @Nullable Throwable problem() {
        return problem;
    }

    boolean isFailed() {
        return problem != null;
    }

    void stand(String where) {
        place = where;
    }

    /** Where to find it, once it stands. */
    String place() {
        return place;
    }
}
