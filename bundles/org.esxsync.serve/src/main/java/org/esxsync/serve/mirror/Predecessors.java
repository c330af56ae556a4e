package org.esxsync.serve.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;

/**
 * Tells which files may have taken the place of others not long ago, so that somebody may hold a
 * part of the former one. It need not have been served here: a file is that old as its file system
 * says, and a younger one is the first of its name only if the ledger says so. Safe for many
 * threads.
 */
public final class Predecessors {

    /** Who resumes later than this has most likely given up. */
    private static final Duration TERM = Duration.ofHours(24);

    /** A conflict is resolved by hand, and is told once: the other file leaves days later. */
    private static final Duration RESOLVED = Duration.ofDays(30);

    /** After these the mirror may have had files that the ledger does not know of. */
    private static final Set<Event.Kind> DOUBTS =
            Set.of(
                    Event.Kind.PATCH_CONFLICT,
                    Event.Kind.FILE_DAMAGED,
                    Event.Kind.FILE_REPAIRED,
                    Event.Kind.LEDGER_REPLACED);

    /** More removed patches are not looked through for one request. */
    private static final int MOST_REMOVED = 1_000;

    private final LedgerLease ledger;
    private final Clock clock;
    private final ReplacedFiles replaced;

    Predecessors(LedgerLease ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.replaced = new ReplacedFiles(clock);
    }

    /** Whether a part that a client holds may be of another file than one that came at a time. */
    public static boolean isRecent(Instant came, Instant now) {
        return came.isAfter(now.minus(TERM));
    }

    /** Whether a file that is about to be served may have one; worked out when it is asked for. */
    BooleanSupplier of(EsxRelease release, RelativePath path, FileState state) {
        Optional<Instant> seen = replaced.replaced(state);
        return () ->
                seen.filter(at -> isRecent(at, clock.instant())).isPresent()
                        || isRecent(state)
                                && !ledger.ask(
                                                each ->
                                                        Optional.of(
                                                                isFirst(
                                                                        each, release, path,
                                                                        state)))
                                        .orElse(false);
    }

    /**
     * When it was last written can be set at will, and a renamed file keeps it. A file system that
     * does not tell more leaves it to the ledger.
     */
    private boolean isRecent(FileState state) {
        try {
            FileTime changed =
                    (FileTime)
                            Files.getAttribute(
                                    state.path(), "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return isRecent(changed.toInstant(), clock.instant())
                    || isRecent(state.modified(), clock.instant());
        } catch (UnsupportedOperationException | IOException e) {
            return true;
        }
    }

    private boolean isFirst(Ledger known, EsxRelease release, RelativePath path, FileState state) {
        Instant doubtful = clock.instant().minus(RESOLVED);
        return known.standingFile(release, path).filter(state::isAsPublished).isPresent()
                && known.lastEvent(DOUBTS, null)
                        .filter(each -> each.at().isAfter(doubtful))
                        .isEmpty()
                && !mayBeOfRemoved(known, release, path);
    }

    /** Whether a patch that was removed from the release may have had a file of this name. */
    private static boolean mayBeOfRemoved(Ledger known, EsxRelease release, RelativePath path) {
        Set<PatchKey> removed = known.removedKeys().getOrDefault(release, Set.of());
        return removed.size() > MOST_REMOVED
                || removed.stream()
                        .anyMatch(
                                each ->
                                        path.value().contains(each.id())
                                                || hasFile(known, each, path.name()));
    }

    private static boolean hasFile(Ledger known, PatchKey patch, String name) {
        return known.patches(patch.id()).stream()
                .filter(each -> each.key().equals(patch))
                .flatMap(each -> each.patch().artifacts().stream())
                .anyMatch(each -> each.name().equals(name));
    }
}
