package org.esxsync.sync.publish;

import java.util.List;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.sync.files.FileTree;

/** Which files of a release belong to a placement: one file, or those of a directory. */
public final class Placements {

    private Placements() {}

    /** Whether a path is the placement's file, or in its directory. */
    public static boolean contains(Placement placement, RelativePath path) {
        return placement.unpack()
                ? path.value().startsWith(placement.path() + "/")
                : path.equals(placement.path());
    }

    /** A path of a placement that is unpacked, as seen from the placement's directory. */
    public static RelativePath below(Placement placement, RelativePath path) {
        return new RelativePath(path.value().substring(placement.path().value().length() + 1));
    }

    /** What a publication puts at a placement's path. */
    public static List<PublishedFile> files(Publication publication, Placement placement) {
        return publication.files().stream()
                .filter(file -> contains(placement, file.path()))
                .distinct()
                .sorted(FileTree.BY_PATH)
                .toList();
    }
}
