package org.esxsync.api.ledger;

/**
 * A download that is one node's until it reports, or gives no sign of life for {@link
 * LedgerWriter#LONGEST_SILENCE}.
 *
 * @param epoch that of the writer who offers it
 * @param attempt which one it is, from 1; each claim is another one
 * @param offer what to download
 */
public record ClaimedDownload(long epoch, int attempt, OfferedDownload offer) {

    /**
     * @throws IllegalArgumentException if the epoch or the attempt cannot be one
     */
    public ClaimedDownload {
        if (epoch < 1 || attempt < 1) {
            throw new IllegalArgumentException("epoch %d, attempt %d".formatted(epoch, attempt));
        }
    }
}
