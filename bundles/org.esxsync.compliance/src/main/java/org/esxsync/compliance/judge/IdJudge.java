package org.esxsync.compliance.judge;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/** Judges patches by the ids of bulletins that hosts have, or say that they lack. */
final class IdJudge {

    private static final int FIRST_OF_IMAGES = 5;

    private final List<PatchSummary> listed;
    private final List<PatchSummary> demanded;
    private final Set<String> demandedIds = new HashSet<>();
    private final boolean isBeforeImages;

    private @Nullable Succession succession;

    IdJudge(EsxRelease release, List<PatchSummary> listed, List<PatchSummary> demanded) {
        this.listed = listed;
        this.demanded = demanded;
        demanded.forEach(each -> demandedIds.add(Succession.key(each.patch().id())));
        // Later an image profile brings what no list of bulletins tells.
        this.isBeforeImages =
                Integer.parseInt(release.version().split("\\.", 2)[0]) < FIRST_OF_IMAGES;
    }

    /**
     * @param vibsAreKnown then they tell more of the patches that have VIBs
     */
    void judge(Host host, boolean vibsAreKnown, States states) {
        List<String> bulletins = host.bulletins();
        if (bulletins == null && host.lacking().isEmpty()) {
            return;
        }
        Set<String> installed = keys(bulletins == null ? List.of() : bulletins);
        Set<String> lacking = keys(host.lacking());
        boolean isListComplete = bulletins != null && isBeforeImages;
        for (int i = 0; i < demanded.size(); i++) {
            Patch patch = demanded.get(i).patch();
            if (vibsAreKnown && !patch.vibs().isEmpty()) {
                continue;
            }
            String id = Succession.key(patch.id());
            Set<String> newer = succession().of(id);
            if (installed.contains(id) || newer.stream().anyMatch(installed::contains)) {
                states.set(i, PatchVerdict.INSTALLED);
            } else if (lacking.contains(id) || isListComplete) {
                boolean isReplaced =
                        newer.stream()
                                .filter(each -> isListComplete || lacking.contains(each))
                                .anyMatch(demandedIds::contains);
                states.set(i, isReplaced ? PatchVerdict.SUPERSEDED : PatchVerdict.MISSING);
            }
        }
    }

    /** Made for the first host that needs it. */
    private Succession succession() {
        Succession made = succession;
        if (made == null) {
            made = new Succession(listed);
            succession = made;
        }
        return made;
    }

    private static Set<String> keys(Collection<String> ids) {
        return ids.stream().map(Succession::key).collect(Collectors.toSet());
    }
}
