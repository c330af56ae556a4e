package org.esxsync.sync.scan;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.jspecify.annotations.Nullable;

/**
 * What notices say of bulletins and VIBs, whichever source lists these: the ids are the
 * publisher's, and mean the same everywhere. Of all versions of a source's notice the last that was
 * listed counts, of several at once that of the latest date; leaving it out takes nothing back.
 * Used by one thread.
 */
public final class RecallNotices {

    private static final int NAMED = 20;

    private static final Comparator<Said> BY_AGE =
            Comparator.comparing(Said::at)
                    .thenComparing(Said::releasedAt)
                    .thenComparing(each -> each.notice().kind() == Notice.Kind.RECALL);

    private final Map<Name, Said> said = new HashMap<>();
    private final Set<String> bulletins = new HashSet<>();
    private final Set<String> vibs = new HashSet<>();
    private boolean isSummedUp;

    private record Name(String source, String id) {}

    private record Said(Patch patch, Notice notice, Instant at) {

        LocalDateTime releasedAt() {
            LocalDateTime time = patch.releasedAt();
            return time == null ? LocalDateTime.MIN : time;
        }
    }

    /** Takes a patch that is listed now, and heeds it if it is a notice. */
    public void addListed(Patch patch) {
        add(patch, Instant.MAX);
    }

    /**
     * Takes a patch, and heeds it if it is a notice.
     *
     * @param at when it was last listed
     */
    void add(Patch patch, Instant at) {
        Notice notice = patch.notice();
        if (notice != null) {
            isSummedUp = false;
            said.merge(
                    new Name(patch.source(), patch.id()),
                    new Said(patch, notice, at),
                    (one, other) -> BY_AGE.compare(one, other) > 0 ? one : other);
        }
    }

    /** Whether none of them recalls anything. */
    boolean isEmpty() {
        sumUp();
        return bulletins.isEmpty() && vibs.isEmpty();
    }

    /** Whether a notice recalls a patch, or a VIB that it has. */
    public boolean isRecalled(Patch patch) {
        if (said.isEmpty() || patch.notice() != null) {
            return false;
        }
        sumUp();
        return bulletins.contains(patch.id()) || hasVib(patch, vibs);
    }

    /** Whether a patch has, or names, one of these VIBs. */
    static boolean hasVib(Patch patch, Set<String> ids) {
        return !ids.isEmpty()
                && (ids.contains(patch.id())
                        || patch.vibs().stream().map(Vib::id).anyMatch(ids::contains)
                        || patch.profile() != null
                                && patch.profile().missingVibs().stream().anyMatch(ids::contains));
    }

    private void sumUp() {
        if (isSummedUp) {
            return;
        }
        bulletins.clear();
        vibs.clear();
        for (Said each : said.values()) {
            if (each.notice().kind() == Notice.Kind.RECALL) {
                bulletins.addAll(each.notice().recalledBulletins());
                vibs.addAll(each.notice().recalledVibs());
            }
        }
        isSummedUp = true;
    }

    /** The recalls that no other notice of their source resolves, by source and id. */
    public List<Patch> unresolved() {
        Set<Name> resolved = new HashSet<>();
        for (Said each : said.values()) {
            if (each.notice().kind() != Notice.Kind.RECALL) {
                each.notice()
                        .resolvedRecalls()
                        .forEach(id -> resolved.add(new Name(each.patch().source(), id)));
            }
        }
        return said.entrySet().stream()
                .filter(each -> each.getValue().notice().kind() == Notice.Kind.RECALL)
                .filter(each -> !resolved.contains(each.getKey()))
                .map(each -> each.getValue().patch())
                .sorted(Comparator.comparing(Patch::source).thenComparing(Patch::id))
                .toList();
    }

    /** The last word of each notice of each source, by id. */
    public List<Patch> last() {
        return said.values().stream()
                .map(Said::patch)
                .sorted(Comparator.comparing(Patch::id).thenComparing(Patch::source))
                .toList();
    }

    /** What a source's notice of this id said last, or null if there was none. */
    @Nullable Patch last(String source, String id) {
        Said last = said.get(new Name(source, id));
        return last == null ? null : last.patch();
    }

    /** What a recall names, or as much of it as fits a line. */
    public static String names(Patch recall) {
        Notice notice = recall.notice();
        if (notice == null) {
            return "";
        }
        List<String> ids = new ArrayList<>(notice.recalledBulletins());
        ids.addAll(notice.recalledVibs());
        if (ids.size() <= NAMED) {
            return String.join(", ", ids);
        }
        return "%s and %d more"
                .formatted(String.join(", ", ids.subList(0, NAMED)), ids.size() - NAMED);
    }
}
