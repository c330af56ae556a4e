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
        if (others.size() > UNGUARDED
                && recalled * ALL_PERCENT > (long) others.size() * GUARD_PERCENT) {
            fresh.forEach(each -> reject(each, recalled, others.size(), reader));
        }
    }

    private static void reject(Patch recall, long recalled, int all, SourceReader reader) {
        reader.drop(recall);
        reader.reject(
                recall.id(),
                new EsxSyncException(
                        ("it would recall %d of %d patches, more than %d %%, so it was not obeyed;"
                                        + " check the notice, then sync with --force if that is"
                                        + " right")
                                .formatted(recalled, all, GUARD_PERCENT)));
    }

    private static boolean isRecall(Patch patch) {
        Notice notice = patch.notice();
        return notice != null && notice.kind() == Notice.Kind.RECALL;
    }
}
