package org.esxsync.sync.scan;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;

/**
 * Finds recalls that are probably a mistake of the publisher, since together they take most of its
 * patches away. What was obeyed before stays obeyed.
 */
final class RecallGuard {

    /** More than this is rather a mistake. */
    private static final int GUARD_PERCENT = 40;

    private static final int ALL_PERCENT = 100;

    /** A list that is not longer may lose most of its patches at once. */
    private static final int UNGUARDED = 10;

    private RecallGuard() {}

    /**
     * Takes the recalls that nobody should obey out of what a source lists, and rejects them.
     *
     * @param obeyed gives the notices of the source that earlier scans heeded
     */
    static void check(SourceReader reader, Supplier<Set<PatchKey>> obeyed) {
        List<Patch> recalls = reader.patches().stream().filter(RecallGuard::isRecall).toList();
        if (recalls.isEmpty()) {
            return;
        }
        Set<PatchKey> known = obeyed.get();
        List<Patch> fresh = recalls.stream().filter(each -> !known.contains(each.key())).toList();
        List<Patch> others =
                reader.patches().stream().filter(each -> each.kind() != PatchKind.NOTICE).toList();
        RecallNotices notices = new RecallNotices();
        recalls.forEach(notices::addListed);
        long recalled = others.stream().filter(notices::isRecalled).count();
        if (!fresh.isEmpty()
                && others.size() > UNGUARDED
                && recalled * ALL_PERCENT > (long) others.size() * GUARD_PERCENT) {
            reject(fresh, recalled, others.size(), reader);
        }
    }

    /** In one line, since a document may hold tens of thousands of recalls. */
    private static void reject(List<Patch> recalls, long recalled, int all, SourceReader reader) {
        reader.drop(recalls);
        String first = recalls.get(0).id();
        int more = recalls.size() - 1;
        reader.reject(
                more == 0 ? first : first + " and %d more".formatted(more),
                new EsxSyncException(
                        (more == 0
                                        ? "it would recall %d of %d patches, more than %d %%, so it"
                                                + " was not obeyed; check the notice, then sync"
                                                + " with --force if that is right"
                                        : "they would recall %d of %d patches, more than %d %%, so"
                                                + " they were not obeyed; check the notices, then"
                                                + " sync with --force if that is right")
                                .formatted(recalled, all, GUARD_PERCENT)));
    }

    private static boolean isRecall(Patch patch) {
        Notice notice = patch.notice();
        return notice != null && notice.kind() == Notice.Kind.RECALL;
    }
}
