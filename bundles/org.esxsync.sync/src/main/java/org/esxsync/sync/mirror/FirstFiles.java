package org.esxsync.sync.mirror;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.FileTree;

/**
 * One file of each published patch, by which it is noticed when somebody deletes patches from the
 * mirror; patches may share them.
 *
 * @param byRelease their paths below each release's directory
 */
public record FirstFiles(Map<EsxRelease, Collection<RelativePath>> byRelease) {

    public static FirstFiles of(Ledger ledger, Collection<EsxRelease> releases) {
        Map<EsxRelease, Collection<RelativePath>> byRelease = new TreeMap<>();
        for (EsxRelease release : releases) {
            byRelease.put(release, new TreeSet<>(ledger.firstFiles(release).values()));
        }
        return new FirstFiles(byRelease);
    }

    /** Whether each is in the mirror, and no release that has any is an unmounted directory. */
    public boolean areThere(MirrorPaths mirror) {
        return byRelease.entrySet().stream()
                .allMatch(each -> areThere(mirror.release(each.getKey()), each.getValue()));
    }

    private static boolean areThere(Path root, Collection<RelativePath> files) {
        return !LostPatches.isUnmounted(root, !files.isEmpty())
                && files.stream().allMatch(file -> FileTree.exists(file.under(root)));
    }
}
