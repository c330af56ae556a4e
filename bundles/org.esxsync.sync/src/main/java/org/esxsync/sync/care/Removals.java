package org.esxsync.sync.care;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerException;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.index.ReleaseIndexes;
import org.esxsync.sync.mirror.LockedMirror;

/**
 * Removes patches from the index first, then records that their files are those of a former index,
 * and deletes what has been so for long enough. The next run finishes what a killed process began.
 */
public final class Removals {

    private final Ledger ledger;
    private final ReleaseIndexes indexes;
    private final NeededPaths needed;
    private final FormerFileRemoval former;
    private final Clock clock;

    public Removals(LockedMirror open) {
        this.ledger = open.ledger();
        this.indexes = new ReleaseIndexes(open);
        this.needed = new NeededPaths(ledger);
        this.former = new FormerFileRemoval(open, needed);
        this.clock = open.clock();
    }

    /**
     * Finishes all removals. One that fails stays open and does not stop the others.
     *
     * @return why some are still open
     */
    public List<EsxSyncException> finish() {
        Map<EsxRelease, List<Publication>> leaving = new TreeMap<>();
        for (Publication each : ledger.openRemovals()) {
            leaving.computeIfAbsent(each.release(), release -> new ArrayList<>()).add(each);
        }
        List<EsxSyncException> problems = new ArrayList<>();
        leaving.forEach((release, each) -> finish(release, each, problems));
        problems.addAll(former.deleteOld());
        return problems;
    }

    private void finish(
            EsxRelease release, List<Publication> leaving, List<EsxSyncException> problems) {
        try {
            if (ledger.pendingIndexes().contains(release)) {
                indexes.renew(release);
            }
        } catch (LedgerException e) {
            throw e;
        } catch (EsxSyncException e) {
            problems.add(e);
            return;
        }
        Set<RelativePath> kept = needed.of(release);
        ledger.inOneTransaction(() -> leaving.forEach(each -> record(each, kept)));
    }

    private void record(Publication publication, Set<RelativePath> kept) {
        EsxRelease release = publication.release();
        List<PublishedFile> former =
                publication.files().stream().filter(each -> !kept.contains(each.path())).toList();
        ledger.recordFormerFiles(release, former, clock.instant());
        ledger.recordRemoval(release, publication.patch().key());
        int files = publication.files().size();
        ledger.append(
                new Event(
                        clock.instant(),
                        Event.Kind.PATCH_REMOVED,
                        publication.patch().source(),
                        publication.patch().key(),
                        release,
                        files == 1 ? "1 file" : files + " files"));
    }
}
