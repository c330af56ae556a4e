package org.esxsync.api.ledger;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.fetch.StagedArtifact;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The downloads of one sync that the nodes of a mirror share. The writer of the mirror offers them;
 * all nodes claim them, one after the other, and report; the writer takes what has ended. What a
 * writer of an earlier epoch offered, or one that died, is claimed by nobody. For any thread.
 *
 * <p>Each method throws a {@link LedgerOutageException} soon after the database ceased to answer,
 * and can be called again.
 */
@ProviderType
public interface DownloadList extends AutoCloseable {

    /** After so many claims that were lost, only the writer downloads it. */
    int MOST_ATTEMPTS = 3;

    /**
     * A node that downloads.
     *
     * @param name by process and host
     * @param epoch that of the writer, if it is the one that offers; else 0
     * @param perHost how many downloads of one host all nodes may have at the same time
     */
    record Claimant(String name, long epoch, int perHost) {

        /** Whether it is the one that offers. */
        public boolean isWriter() {
            return epoch > 0;
        }
    }

    /** Adds offers, unless they are there; whoever becomes the writer drops those of others. */
    void offer(long epoch, List<OfferedDownload> downloads);

    /** Whether there is anything that another node than the writer may claim, now or soon. */
    boolean isOffered();

    /**
     * Claims the next downloads, in order. Of one host, all nodes together have at most as many as
     * the claimant says, and each about its share.
     *
     * @param most how many to claim
     */
    List<ClaimedDownload> claim(Claimant claimant, int most);

    /**
     * Gives a sign of life.
     *
     * @param done the claims of a node, each with the bytes that have come
     * @return those that still are that node's
     */
    Set<ClaimedDownload> renew(Claimant claimant, Map<ClaimedDownload, Long> done);

    /**
     * Reports that files are staged and on disk.
     *
     * @return the claims for which that counts; of another one, which was lost, the file is worth
     *     nothing
     */
    Set<ClaimedDownload> report(Map<ClaimedDownload, StagedArtifact> staged);

    /**
     * Reports that a download failed. If it was not the writer's, the writer may claim it then.
     *
     * @param reason for people
     * @return false if the claim was lost
     */
    boolean reportFailure(ClaimedDownload claim, boolean isWriter, String reason);

    /**
     * What has ended, each until it is told to be known. For the writer.
     *
     * @param known numbers of what need not be told again
     */
    List<EndedDownload> ended(long epoch, Set<Integer> known);

    /** The bytes that have come of each download that is under way, by its number. */
    Map<Integer, Long> transferred(long epoch);

    /** Drops all offers of an epoch; claims of them are lost. For the writer. */
    void withdraw(long epoch);

    @Override
    void close();
}
