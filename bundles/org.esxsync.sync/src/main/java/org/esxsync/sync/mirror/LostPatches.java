package org.esxsync.sync.mirror;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.FileTree;

/**
 * Published patches that somebody deleted from the mirror, by release. Only one file of each is
 * checked, so that any sync can afford it; a verification finds the rest.
 *
 * @param gone those of which nothing is left
 * @param damaged those of which something is left
 * @param unmounted releases that are links and lead nowhere now, so that nothing is known of them
 */
public record LostPatches(
        Map<EsxRelease, Set<PatchKey>> gone,
        Map<EsxRelease, Set<PatchKey>> damaged,
        Set<EsxRelease> unmounted) {

    public static final LostPatches NONE = new LostPatches(Map.of(), Map.of(), Set.of());

    public static LostPatches of(
            MirrorPaths mirror, Ledger ledger, Collection<EsxRelease> releases) {
        LostPatches lost = new LostPatches(new HashMap<>(), new HashMap<>(), new TreeSet<>());
        for (EsxRelease release : releases) {
            Path root = mirror.release(release);
            Map<PatchKey, RelativePath> firstFiles = ledger.firstFiles(release);
            if (isUnmounted(root, !firstFiles.isEmpty())) {
                lost.unmounted.add(release);
            } else {
                lost.search(release, root, firstFiles, ledger);
            }
        }
        return lost;
    }

    /** To download again what is only not mounted would fill the wrong disk. */
    static boolean isUnmounted(Path root, boolean isPublished) {
        if (!Files.isSymbolicLink(root)) {
            return false;
        }
        String[] names = root.toFile().list();
        return names == null || isPublished && names.length == 0;
    }

    private void search(
            EsxRelease release, Path root, Map<PatchKey, RelativePath> firstFiles, Ledger ledger) {
        boolean any = Files.exists(root);
        firstFiles.forEach(
                (key, file) -> {
                    if (!isThere(root, file)) {
                        boolean part = any && isPartThere(root, ledger, key);
                        (part ? damaged : gone)
                                .computeIfAbsent(release, each -> new HashSet<>())
                                .add(key);
                    }
                });
    }

    private static boolean isPartThere(Path root, Ledger ledger, PatchKey key) {
        return ledger.publication(key).map(Publication::files).stream()
                .flatMap(Collection::stream)
                .anyMatch(file -> isThere(root, file.path()));
    }

    private static boolean isThere(Path root, RelativePath file) {
        return FileTree.exists(file.under(root));
    }

    public boolean isGone(EsxRelease release, PatchKey patch) {
        return gone.getOrDefault(release, Set.of()).contains(patch);
    }

    public boolean isDamaged(EsxRelease release, PatchKey patch) {
        return damaged.getOrDefault(release, Set.of()).contains(patch);
    }

    public boolean isEmpty() {
        return gone.isEmpty() && damaged.isEmpty() && unmounted.isEmpty();
    }
}
