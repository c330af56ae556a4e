package org.esxsync.ledger.sql.tables;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.esxsync.ledger.sql.session.Cursor;

/**
 * Reads the rows of patches ahead in a thread of its own, while the caller's thread uses those
 * before. What is read ahead is bounded by its length, and rows that are few take no thread.
 */
final class ReadAhead implements AutoCloseable {

    /** Takes what is read. */
    @FunctionalInterface
    interface Sink {
        void accept(PatchRow row) throws SQLException;
    }

    private record Batch(List<PatchRow> rows, boolean isLast) {

        static final Batch NONE = new Batch(List.of(), true);
    }

    private static final int LONGEST = 1 << 18;

    private final Cursor<PatchRow> cursor;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "esxsync-ledger"));
    private CompletableFuture<Batch> next = CompletableFuture.completedFuture(Batch.NONE);

    /**
     * @param cursor to be used by nobody else until this is closed
     */
    ReadAhead(Cursor<PatchRow> cursor) {
        this.cursor = cursor;
    }

    void forEach(Sink sink) throws SQLException {
        Batch batch = read();
        while (!batch.isLast()) {
            next = CompletableFuture.supplyAsync(this::readApart, thread);
            accept(batch, sink);
            batch = await();
        }
        accept(batch, sink);
    }

    /** Waits for what is being read. */
    @Override
    public void close() {
        next.handle((batch, problem) -> Batch.NONE).join();
        thread.shutdown();
    }

    private static void accept(Batch batch, Sink sink) throws SQLException {
        for (PatchRow row : batch.rows()) {
            sink.accept(row);
        }
    }

    private Batch await() throws SQLException {
        try {
            return next.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException problem) {
                throw problem;
            }
            throw e;
        }
    }

    private Batch readApart() {
        try {
            return read();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private Batch read() throws SQLException {
        List<PatchRow> rows = new ArrayList<>();
        int length = 0;
        while (length < LONGEST) {
            if (!cursor.next()) {
                return new Batch(rows, true);
            }
            PatchRow row = cursor.current();
            rows.add(row);
            length += row.text().length();
        }
        return new Batch(rows, false);
    }
}
