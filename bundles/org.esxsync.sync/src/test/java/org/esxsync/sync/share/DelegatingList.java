package org.esxsync.sync.share;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.ledger.ClaimedDownload;
import org.esxsync.api.ledger.DownloadList;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.OfferedDownload;

/** A view of another list, of which a test changes one thing. */
interface DelegatingList extends DownloadList {

    DownloadList list();

    @Override
    default void offer(long epoch, List<OfferedDownload> downloads) {
        list().offer(epoch, downloads);
    }

    @Override
    default boolean isOffered() {
        return list().isOffered();
    }

    @Override
    default Set<ClaimedDownload> renew(Claimant claimant, Map<ClaimedDownload, Long> done) {
        return list().renew(claimant, done);
    }

    @Override
    default Set<ClaimedDownload> report(Map<ClaimedDownload, StagedArtifact> staged) {
        return list().report(staged);
    }

    @Override
    default boolean reportFailure(ClaimedDownload claim, boolean isWriter, String reason) {
        return list().reportFailure(claim, isWriter, reason);
    }

    @Override
    default List<EndedDownload> ended(long epoch, Set<Integer> known) {
        return list().ended(epoch, known);
    }

    @Override
    default Map<Integer, Long> transferred(long epoch) {
        return list().transferred(epoch);
    }

    @Override
    default void withdraw(long epoch) {
        list().withdraw(epoch);
    }

    @Override
    default void close() {
        list().close();
    }
}
