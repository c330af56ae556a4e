package org.esxsync.sync.scan;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.PatchOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a source lists with what it listed before, and enters it in the ledger. Used by one
 * thread, once.
 */
final class ScanRecorder {

    /** A list that shrinks to less is probably a mistake of the publisher. */
    private static final int GUARD_PERCENT = 60;

    /** A list that is not longer may lose most of its patches at once. */
    private static final int UNGUARDED = 10;

    private static final long ALL_PERCENT = 100;

    private final SourceReader listing;
    private final Scan scan;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<PatchKey, CataloguedPatch> before = new LinkedHashMap<>();
    private final Set<PatchKey> toBeIndexedAgain = new HashSet<>();

    ScanRecorder(SourceReader listing, Scan scan, Ledger ledger, Clock clock) {
        this.listing = listing;
        this.scan = scan;
        this.ledger = ledger;
        this.clock = clock;
        if (!scan.unchanged()) {
            ledger.forEachPatch(
                    known -> {
                        if (known.patch().source().equals(scan.source())) {
                            before.put(known.key(), known);
                        }
                    });
        }
    }

    /**
     * Refuses a list from the network that has shrunk so much that it is probably wrong. What is in
     * a local place is the administrator's own.
     *
     * @throws EsxSyncException if it has
     */
    void guard() {
        long listed = before.values().stream().filter(CataloguedPatch::listed).count();
        long now = listing.keys().size() + listing.keysOfUnchanged().size();
        if (isWhole()
                && listing.isFromNetwork()
                && listed > UNGUARDED
                && now * ALL_PERCENT < listed * GUARD_PERCENT) {
            throw new EsxSyncException(
                    ("it lists %s, down from %d, so its list was not used; check %s, then sync"
                                    + " with --force if that is right")
                            .formatted(patches(now), listed, listing.location()));
        }
    }

    /** Whether what was not listed is gone; it may also hide behind something unreadable. */
    private boolean isWhole() {
        return !scan.unchanged() && listing.rejected().isEmpty();
    }

    /** Enters it as one transaction. */
    void enter() {
        ledger.inOneTransaction(
                () -> {
                    if (hasFailedBefore()) {
                        toBeIndexedAgain.addAll(listing.keys());
                    }
                    Map<String, Boolean> recalled = recalled();
                    NoticeHistory notices =
                            new NoticeHistory(scan.source(), listing.patches(), ledger, clock);
                    if (!scan.unchanged()) {
                        ledger.recordDocumentsAgain(
                                scan.source(), listing.unchangedDocuments(), scan.at());
                    }
                    enterPatches();
                    if (isWhole()) {
                        ledger.recordDocuments(scan.source(), listing.ownDocuments());
                    }
                    for (PatchOutcome outcome : listing.rejected()) {
                        append(
                                Event.Kind.PATCH_REJECTED,
                                null,
                                outcome.patch() + ": " + outcome.detail());
                    }
                    if (isWhole()) {
                        tellVanished();
                    }
                    boolean isUnderstood = listing.rejected().isEmpty();
                    ledger.recordScan(
                            new Scan(
                                    scan.source(),
                                    scan.at(),
                                    !isWhole(),
                                    isUnderstood ? scan.state() : null));
                    tellRecalls(recalled);
                    notices.tell();
                    renewIndexesOf(toBeIndexedAgain);
                    append(
                            Event.Kind.SOURCE_SCANNED,
                            null,
                            scan.unchanged() ? "unchanged" : patches(listing.count()) + " listed");
                });
    }

    /**
     * Whether something of the source could not be read or published. Its patches may be missing in
     * an index, which is told as long as it is so.
     */
    private boolean hasFailedBefore() {
        Scan last = ledger.scans().get(scan.source());
        return last != null && last.unchanged() && last.state() == null;
    }

    private void enterPatches() {
        List<Patch> patches = listing.patches();
        List<Ledger.Sighting> sightings = ledger.recordSightings(patches, scan.at());
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < patches.size(); i++) {
            take(patches.get(i), sightings.get(i), events);
        }
        ledger.append(events);
    }

    private void take(Patch patch, Ledger.Sighting sighting, List<Event> events) {
        CataloguedPatch known = before.get(listing.key(patch));
        boolean wasAway = known != null && !known.listed();
        Event.Kind kind =
                switch (sighting) {
                    case NEW -> Event.Kind.PATCH_FOUND;
                    case CHANGED -> Event.Kind.PATCH_CHANGED;
                    case KNOWN -> wasAway ? Event.Kind.PATCH_RETURNED : null;
                };
        if (kind != null) {
            events.add(event(kind, listing.key(patch), patch.title()));
        }
        if (known != null && isDescribedOtherwise(known.patch(), patch)) {
            toBeIndexedAgain.add(known.key());
        }
    }

    /**
     * Whether more or other things are known of a patch that hosts read in an index, as after an
     * update of this program.
     */
    private static boolean isDescribedOtherwise(Patch before, Patch now) {
        return before.kind() != now.kind()
                || !before.vibs().equals(now.vibs())
                || !before.platforms().equals(now.platforms())
                || !Objects.equals(before.releasedAt(), now.releasedAt());
    }

    private void renewIndexesOf(Set<PatchKey> patches) {
        if (!patches.isEmpty()) {
            ledger.publishedKeys()
                    .forEach(
                            (release, keys) -> {
                                if (!Collections.disjoint(keys, patches)) {
                                    ledger.recordIndexLost(release);
                                }
                            });
        }
    }

    /** A patch that is listed with other bytes has changed, and is not gone. */
    private void tellVanished() {
        Set<String> ids = listing.patches().stream().map(Patch::id).collect(Collectors.toSet());
        listing.keysOfUnchanged().forEach(key -> ids.add(key.id()));
        before.forEach(
                (key, known) -> {
                    if (known.listed() && !ids.contains(key.id())) {
                        append(Event.Kind.PATCH_VANISHED, key, known.patch().title());
                    }
                });
    }

    /** The ids that a recall may concern, and whether they were recalled so far. */
    private Map<String, Boolean> recalled() {
        Map<String, Boolean> recalled = new TreeMap<>();
        before.values().forEach(known -> addIfRecall(known.patch(), recalled));
        listing.patches().forEach(patch -> addIfRecall(patch, recalled));
        return recalled;
    }

    private void addIfRecall(Patch patch, Map<String, Boolean> recalled) {
        if (patch.classification().isRecall() && patch.kind() != PatchKind.NOTICE) {
            recalled.computeIfAbsent(
                    patch.id(), id -> Recalls.isRecalled(scan.source(), ledger.patches(id)));
        }
    }

    private void tellRecalls(Map<String, Boolean> before) {
        before.forEach(
                (id, wasRecalled) -> {
                    Collection<CataloguedPatch> known = ledger.patches(id);
                    boolean isRecalled = Recalls.isRecalled(scan.source(), known);
                    if (isRecalled != wasRecalled) {
                        tellRecall(Recalls.last(scan.source(), known).patch(), isRecalled);
                    }
                });
    }

    private void tellRecall(Patch patch, boolean isRecalled) {
        append(
                isRecalled ? Event.Kind.PATCH_RECALLED : Event.Kind.PATCH_RETURNED,
                patch.key(),
                isRecalled ? patch.title() : Recalls.TAKEN_BACK);
        // Each tells of all recalls.
        ledger.publishedKeys().keySet().forEach(ledger::recordIndexLost);
    }

    private static String patches(long count) {
        return count == 1 ? "1 patch" : count + " patches";
    }

    private void append(Event.Kind kind, @Nullable PatchKey patch, String detail) {
        ledger.append(event(kind, patch, detail));
    }

    private Event event(Event.Kind kind, @Nullable PatchKey patch, String detail) {
        return new Event(clock.instant(), kind, scan.source(), patch, null, detail);
    }
}
