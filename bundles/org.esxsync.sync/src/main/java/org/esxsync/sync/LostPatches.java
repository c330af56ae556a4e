package org.esxsync.sync;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;

/**
 * Published patches that somebody deleted from the mirror, by release. One file of each is looked
 * for, so that any sync can afford it; a verification finds the rest.
 *
 * @param gone those of which nothing is left
 * @param damaged those of which something is left
 */
record LostPatches(Map<EsxRelease, Set<PatchKey>> gone, Map<EsxRelease, Set<PatchKey>> damaged) {

    static final LostPatches NONE = new LostPatches(Map.of(), Map.of());

    static LostPatches of(Mirror mirror, Ledger ledger, Collection<EsxRelease> releases) {
        LostPatches lost = new LostPatches(new HashMap<>(), new HashMap<>());
        for (EsxRelease release : releases) {
            Path root = mirror.release(release);
            boolean any = Files.exists(root);
            for (Map.Entry<PatchKey, RelativePath> first : ledger.firstFiles(release).entrySet()) {
                if (!isThere(root, first.getValue())) {
                    PatchKey key = first.getKey();
                    Map<EsxRelease, Set<PatchKey>> kind =
                            any && isPartThere(root, ledger, key) ? lost.damaged : lost.gone;
                    kind.computeIfAbsent(release, each -> new HashSet<>()).add(key);
                }
            }
        }
        return lost;
    }

    private static boolean isPartThere(Path root, Ledger ledger, PatchKey key) {
        return ledger.publication(key).map(Publication::files).stream()
                .flatMap(Collection::stream)
                .anyMatch(file -> isThere(root, file.path()));
    }

    private static boolean isThere(Path root, RelativePath file) {
        return Files.exists(file.under(root), LinkOption.NOFOLLOW_LINKS);
    }

    boolean isGone(EsxRelease release, PatchKey patch) {
        return gone.getOrDefault(release, Set.of()).contains(patch);
    }

    boolean isDamaged(EsxRelease release, PatchKey patch) {
        return damaged.getOrDefault(release, Set.of()).contains(patch);
    }

    boolean isEmpty() {
        return gone.isEmpty() && damaged.isEmpty();
    }
}
