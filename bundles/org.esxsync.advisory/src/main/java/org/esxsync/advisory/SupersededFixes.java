package org.esxsync.advisory;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.MirrorCatalogue;
import org.jspecify.annotations.Nullable;

/**
 * What patches close by their ids: what names them as a fix, and what names one that they
 * supersede, over however many steps. A fix that supersedes the patch in its turn does not count.
 * Reads the catalogue once, when that is first asked for. Safe for many threads.
 */
final class SupersededFixes {

    private final Map<String, Set<String>> named;
    private final MirrorCatalogue catalogue;
    private @Nullable FixSuccession succession;

    /**
     * @param named the ids of vulnerabilities by the {@link FixSuccession#key keys} of the patches
     *     that they name
     */
    SupersededFixes(Map<String, Set<String>> named, MirrorCatalogue catalogue) {
        this.named = named;
        this.catalogue = catalogue;
    }

    /** The ids of the vulnerabilities that a patch closes. */
    Set<String> closedBy(Patch patch) {
        String id = FixSuccession.key(patch.id());
        Set<String> found = new HashSet<>(named.getOrDefault(id, Set.of()));
        if (!patch.supersedes().isEmpty()) {
            FixSuccession known = succession();
            patch.supersedes().stream()
                    .flatMap(older -> known.upTo(FixSuccession.key(older)).stream())
                    .filter(fix -> !known.isInCircle(id, fix))
                    .forEach(fix -> found.addAll(named.getOrDefault(fix, Set.of())));
        }
        return found;
    }

    /** Reads the catalogue if nobody has yet. */
    synchronized FixSuccession succession() {
        FixSuccession known = succession;
        if (known == null) {
            known = new FixSuccession(named.keySet(), catalogue);
            succession = known;
        }
        return known;
    }
}
