package org.esxsync.sync.scan;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;

/**
 * Which patches their publishers have recalled. A source recalls an id by listing it in the
 * category of recalls, with or without files, and takes the recall back by listing it otherwise: of
 * all that it says of an id, the last counts. Leaving the id out takes nothing back. Notices recall
 * what they name. A recall counts for what any source lists, since an id means the same everywhere.
 */
public final class Recalls {

    /** How the detail of an event begins that takes a recall back. */
    public static final String TAKEN_BACK = "no longer recalled";

    private static final Comparator<CataloguedPatch> BY_AGE =
            Comparator.comparing(CataloguedPatch::lastSeen)
                    .thenComparing(known -> isRecall(known.patch()));

    private static final Comparator<Word> BY_TIME =
            Comparator.comparing(Word::at).thenComparing(Word::isRecall);

    private record Name(String source, String id) {}

    private record Word(Patch patch, Instant at) {

        boolean isRecall() {
            return Recalls.isRecall(patch);
        }
    }

    /** The ids that a source lists as recalled. */
    private final Set<String> ids = new HashSet<>();

    /** The last word of each source on an id that it has ever listed as recalled. */
    private final Map<Name, Word> last = new HashMap<>();

    private final RecallNotices notices = new RecallNotices();

    /** Ids of the VIBs of what is recalled, whether it was ever published or not. */
    private final Set<String> vibs = new HashSet<>();

    private Recalls() {}

    /** All patches that are or were listed, each with when it was last; read more than once. */
    public interface Known {

        void forEach(BiConsumer<Patch, Instant> consumer);
    }

    /** Those of all that a ledger knows. */
    public static Recalls of(Ledger ledger) {
        if (!ledger.hasRecalls()) {
            return new Recalls();
        }
        return of(
                consumer ->
                        ledger.forEachPatch(
                                known -> consumer.accept(known.patch(), known.lastSeen())));
    }

    public static Recalls of(Known known) {
        Recalls recalls = new Recalls();
        Set<Name> concerned = new HashSet<>();
        known.forEach(
                (patch, at) -> {
                    recalls.notices.add(patch, at);
                    if (isRecall(patch)) {
                        concerned.add(name(patch));
                    }
                });
        if (!concerned.isEmpty()) {
            recalls.addIds(known, concerned);
        }
        if (!recalls.ids.isEmpty() || !recalls.notices.isEmpty()) {
            known.forEach((patch, at) -> recalls.addVibs(patch));
        }
        return recalls;
    }

    private void addIds(Known known, Set<Name> concerned) {
        known.forEach(
                (patch, at) -> {
                    Name name = name(patch);
                    if (patch.kind() != PatchKind.NOTICE && concerned.contains(name)) {
                        last.merge(name, new Word(patch, at), BinaryOperator.maxBy(BY_TIME));
                    }
                });
        last.forEach(
                (name, word) -> {
                    if (word.isRecall()) {
                        ids.add(name.id());
                    }
                });
    }

    /** An image profile only lists what others bring. */
    private void addVibs(Patch patch) {
        if (patch.kind() != PatchKind.IMAGE_PROFILE && isRecalled(patch)) {
            patch.vibs().forEach(vib -> vibs.add(vib.id()));
        }
    }

    private static Name name(Patch patch) {
        return new Name(patch.source(), patch.id());
    }

    public boolean isRecalled(Patch patch) {
        return patch.kind() != PatchKind.NOTICE && ids.contains(patch.id())
                || notices.isRecalled(patch);
    }

    /** Whether nobody ever recalled anything. */
    public boolean isEmpty() {
        return last.isEmpty() && notices.last().isEmpty();
    }

    /** The notices that recall patches. */
    public RecallNotices notices() {
        return notices;
    }

    /**
     * What tells others of these recalls, one for each id: the notices, and what a source lists as
     * recalled itself, without its files.
     */
    public List<Patch> told() {
        Map<String, Patch> byId = new TreeMap<>();
        notices.last().forEach(each -> byId.merge(each.id(), each, Recalls::stronger));
        last.values().stream()
                .filter(Word::isRecall)
                .map(each -> withoutFiles(each.patch()))
                .forEach(each -> byId.put(each.id(), each));
        return List.copyOf(byId.values());
    }

    /** A recall stands as long as one source stands by it. */
    private static Patch stronger(Patch one, Patch other) {
        return Objects.requireNonNull(one.notice()).kind() == Notice.Kind.RECALL ? one : other;
    }

    private static Patch withoutFiles(Patch patch) {
        Patch.Builder recalled =
                Patch.builder(patch.source(), patch.id(), patch.format())
                        .title(patch.title())
                        .releaseDate(patch.releaseDate())
                        .classification(patch.classification())
                        .platforms(patch.platforms())
                        .details(patch.details());
        LocalTime time = patch.releaseTime();
        return (time == null ? recalled : recalled.releaseTime(time)).build();
    }

    /**
     * Tells which of a release's patches hosts may still install: none that is recalled, and no
     * image profile with a VIB that only recalled ones bring.
     *
     * @param standing all that the release has
     */
    public Predicate<Patch> offered(Collection<Patch> standing) {
        Set<Patch> withdrawn = new HashSet<>();
        standing.stream().filter(this::isRecalled).forEach(withdrawn::add);
        Set<String> recalledVibs = new HashSet<>(vibs);
        if (withdrawn.isEmpty() && recalledVibs.isEmpty()) {
            return patch -> true;
        }
        for (Patch each : standing) {
            if (!withdrawn.contains(each) && each.kind() != PatchKind.IMAGE_PROFILE) {
                each.vibs().forEach(vib -> recalledVibs.remove(vib.id()));
            }
        }
        return patch ->
                !withdrawn.contains(patch)
                        && (patch.kind() != PatchKind.IMAGE_PROFILE
                                || !RecallNotices.hasVib(patch, recalledVibs));
    }

    /** Whether a patch itself is listed as one that is recalled; a notice speaks of others. */
    private static boolean isRecall(Patch patch) {
        return patch.classification().isRecall() && patch.kind() != PatchKind.NOTICE;
    }

    /**
     * Whether a source has recalled the id that all these have.
     *
     * @param known what is known of the id, from every source
     */
    static boolean isRecalled(String source, Collection<CataloguedPatch> known) {
        return known.stream()
                .filter(each -> each.patch().source().equals(source))
                .max(BY_AGE)
                .map(each -> isRecall(each.patch()))
                .orElse(false);
    }

    /** What a source said last of the id that all these have. */
    static CataloguedPatch last(String source, Collection<CataloguedPatch> known) {
        return known.stream()
                .filter(each -> each.patch().source().equals(source))
                .max(BY_AGE)
                .orElseThrow();
    }
}
