package org.esxsync.sync.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.jspecify.annotations.Nullable;

/**
 * What notices say of the bulletins and VIBs of their own source. Of all versions of a notice the
 * last that was listed counts; leaving it out takes nothing back. Used by one thread.
 */
public final class RecallNotices {

    private static final int NAMED = 20;

    private final Map<Name, Said> said = new HashMap<>();
    private final Map<String, Set<String>> bulletins = new HashMap<>();
    private final Map<String, Set<String>> vibs = new HashMap<>();
    private boolean isSummedUp;

    private record Name(String source, String id) {}

    private record Said(Patch patch, Notice notice, Instant at) {}

    /** Takes a patch that is listed now, and heeds it if it is a notice. */
    public void addListed(Patch patch) {
        add(patch, Instant.MAX);
    }

    /** Takes a patch that was listed, and heeds it if it is a notice. */
    public void add(CataloguedPatch known) {
        add(known.patch(), known.lastSeen());
    }

    private void add(Patch patch, Instant at) {
        Notice notice = patch.notice();
        if (notice != null) {
            isSummedUp = false;
            said.merge(
                    new Name(patch.source(), patch.id()),
                    new Said(patch, notice, at),
                    (one, other) -> one.at().isAfter(other.at()) ? one : other);
        }
    }

    /** Whether no notice was taken. */
    boolean isEmpty() {
        return said.isEmpty();
    }

    /** Whether a notice of its source recalls it, or a VIB that it has. */
    public boolean isRecalled(Patch patch) {
        if (said.isEmpty() || patch.notice() != null) {
            return false;
        }
        sumUp();
        return bulletins.getOrDefault(patch.source(), Set.of()).contains(patch.id())
                || hasVib(patch, vibs.getOrDefault(patch.source(), Set.of()));
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
                String source = each.patch().source();
                bulletins
                        .computeIfAbsent(source, key -> new HashSet<>())
                        .addAll(each.notice().recalledBulletins());
                vibs.computeIfAbsent(source, key -> new HashSet<>())
                        .addAll(each.notice().recalledVibs());
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
