package org.esxsync.source.files.share;

import java.util.List;
import java.util.Map;
import org.esxsync.api.EsxSyncException;

/** The files of one place, as they are at one moment. */
public interface Share {

    /** The most files that a share may have. */
    int MAX_FILES = 100_000;

    /** The most directories, one below the other. */
    int MAX_DEPTH = 8;

    /** Its files, by path. */
    List<ShareFile> files();

    /** What was not followed or left out, each with the reason. */
    List<String> leftOut();

    /** What could not be looked into, so that patches may be missing: its path, and why. */
    default Map<String, EsxSyncException> unreadable() {
        return Map.of();
    }

    /** Changes when a file comes, goes or changes. */
    String state();

    /**
     * Asked when a file cannot be read, which then is no fault of the file.
     *
     * @throws org.esxsync.api.EsxSyncException if the whole share is gone
     */
    default void requireThere() {}

    /**
     * Reads a small file.
     *
     * @param limit the most bytes that it may have
     * @throws org.esxsync.api.EsxSyncException if it cannot be read or is larger
     */
    byte[] read(ShareFile file, int limit);
}
