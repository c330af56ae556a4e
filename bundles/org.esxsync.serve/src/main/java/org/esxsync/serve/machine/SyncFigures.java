package org.esxsync.serve.machine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;

/** The figures of the syncs of this process, for metrics. Safe for many threads. */
public final class SyncFigures implements SyncListener {

    private final AtomicLong downloaded = new AtomicLong();
    private volatile Duration last = Duration.ZERO;

    @Override
    public void finished(SyncReport report) {
        downloaded.addAndGet(report.downloadedBytes());
        last = report.duration();
    }

    /** The bytes that were downloaded since the start. */
    long downloaded() {
        return downloaded.get();
    }

    /** How long the last sync took; zero if there was none. */
    Duration last() {
        return last;
    }
}
