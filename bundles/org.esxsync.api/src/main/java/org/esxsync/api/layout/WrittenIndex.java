package org.esxsync.api.layout;

import java.util.List;
import java.util.Map;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;

/**
 * An index that was written for a release's directory.
 *
 * @param files its files, in the order in which they are to be put in place: a file that names
 *     others comes after them
 * @param leftOut the patches that it does not reach, though it should, each with the reason and
 *     what to do next
 */
public record WrittenIndex(List<RelativePath> files, Map<PatchKey, String> leftOut) {

    public WrittenIndex {
        files = List.copyOf(files);
        leftOut = Map.copyOf(leftOut);
    }

    /** An index that reaches all patches. */
    public static WrittenIndex of(List<RelativePath> files) {
        return new WrittenIndex(files, Map.of());
    }
}
