package org.esxsync.sync.share;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.ledger.EndedDownload;
import org.esxsync.api.ledger.OfferedDownload;
import org.jspecify.annotations.Nullable;

/** What a writer has offered and waits for. For many threads. */
final class Ticket {

    private static final long TELL_MILLIS = 200;

    private final OfferedDownload offer;
    private final CompletableFuture<EndedDownload> end = new CompletableFuture<>();
    private volatile long transferred;
    private volatile @Nullable Throwable problem;

    Ticket(OfferedDownload offer) {
        this.offer = offer;
    }

    OfferedDownload offer() {
        return offer;
    }

    void transferred(long bytes) {
        transferred = bytes;
    }

    /** Takes note of why it failed in this process, should that be how it ends. */
    void failedHere(Throwable cause) {
        problem = cause;
    }

    /** It has ended, by whichever node. */
    void end(EndedDownload result) {
        Throwable own = problem;
        if (result.staged().isEmpty() && own != null) {
            end.completeExceptionally(own);
        } else {
            end.complete(result);
        }
    }

    /** It will never end. */
    void giveUp(Throwable cause) {
        end.completeExceptionally(cause);
    }

    /**
     * Waits for its end.
     *
     * @throws ExecutionException with the cause, if it failed in this process
     */
    EndedDownload await(TransferListener listener) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return end.get(TELL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                listener.transferred(transferred, offer.artifact().size());
            }
        }
    }
}
