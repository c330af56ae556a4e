package org.esxsync.sync.scan;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;

/**
 * Finds recalls that are probably a mistake of the publisher, since together they take most patches
 * of a source away. What was obeyed before stays obeyed.
 */
final class RecallGuard {

    /** More than this is rather a mistake. */
    private static final int GUARD_PERCENT = 40;

    private static final int ALL_PERCENT = 100;

    /** A list that is not longer may lose most of its patches at once. */
    private static final int UNGUARDED = 10;

    private RecallGuard() {}

    /** Whether a source lists recalls that no earlier scan heeded. */
    static boolean isNeeded(List<Patch> listed, Set<PatchKey> obeyed) {
        return listed.stream().anyMatch(each -> isRecall(each) && !obeyed.contains(each.key()));
    }

    /**
     * Takes the recalls that nobody should obey out of what a source lists, and rejects them.
     *
     * @param unread what the source lists in documents that were not read again
     * @param obeyed the recalls of the source that earlier scans heeded
     * @param others gives what the other sources list
     */
    static void check(
            SourceReader reader,
            List<Patch> unread,
            Set<PatchKey> obeyed,
            Consumer<Consumer<Patch>> others) {
        List<Patch> listed = Stream.concat(reader.patches().stream(), unread.stream()).toList();
        List<Patch> recalls = listed.stream().filter(RecallGuard::isRecall).toList();
        List<Patch> fresh = recalls.stream().filter(each -> !obeyed.contains(each.key())).toList();
        if (fresh.isEmpty()) {
            return;
        }
        Recalls together =
                Recalls.of(consumer -> recalls.forEach(each -> consumer.accept(each, Instant.MAX)));
        Map<String, Tally> bySource = new TreeMap<>();
        Consumer<Patch> count =
                patch ->
                        bySource.computeIfAbsent(patch.source(), source -> new Tally())
                                .add(patch, together);
        listed.forEach(count);
        others.accept(count);
        bySource.entrySet().stream()
                .filter(each -> each.getValue().isMistake())
                .findFirst()
                .ifPresent(each -> reject(fresh, each.getKey(), each.getValue(), reader));
    }

    /** How many patches of a source would be recalled. */
    private static final class Tally {

        private final Set<String> ids = new HashSet<>();
        private int all;
        private long recalled;

        void add(Patch patch, Recalls recalls) {
            if (patch.kind() != PatchKind.NOTICE && ids.add(patch.id())) {
                all++;
                recalled += recalls.isRecalled(patch) ? 1 : 0;
            }
        }

        boolean isMistake() {
            return all > UNGUARDED && recalled * ALL_PERCENT > (long) all * GUARD_PERCENT;
        }
    }

    /** In one line, since a document may hold tens of thousands of recalls. */
    private static void reject(
            List<Patch> recalls, String source, Tally tally, SourceReader reader) {
        reader.drop(recalls);
        String first = recalls.get(0).id();
        int more = recalls.size() - 1;
        reader.reject(
                more == 0 ? first : first + " and %d more".formatted(more),
                new EsxSyncException(
                        (more == 0
                                        ? "it would recall %d of %d patches of the source %s, more"
                                                + " than %d %%, so it was not obeyed; check the"
                                                + " notice, then sync with --force if that is right"
                                        : "they would recall %d of %d patches of the source %s,"
                                                + " more than %d %%, so they were not obeyed; check"
                                                + " the notices, then sync with --force if that is"
                                                + " right")
                                .formatted(tally.recalled, tally.all, source, GUARD_PERCENT)));
    }

    /** A notice that recalls others, or a patch that is listed as recalled itself. */
    static boolean isRecall(Patch patch) {
        Notice notice = patch.notice();
        return notice == null
                ? patch.classification().isRecall()
                : notice.kind() == Notice.Kind.RECALL;
    }
}
