package org.esxsync.jmx;

import java.time.Instant;
import java.util.Date;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.sync.SourceStatus;
import org.jspecify.annotations.Nullable;

/** A source as JMX shows it: a composite of what its getters tell. */
public final class SourceFigures {

    private final SourceStatus source;

    SourceFigures(SourceStatus source) {
        this.source = source;
    }

    /** Its name. */
    public String getName() {
        return source.summary().name();
    }

    /** Where it reads. */
    public String getLocation() {
        return source.summary().location();
    }

    /** How many patches it lists. */
    public int getListed() {
        return source.summary().listed();
    }

    /** When it was last read as a whole, or null if never. */
    public @Nullable Date getLastScan() {
        Instant last = source.summary().lastScan();
        return last == null ? null : Date.from(last);
    }

    /** When it could last not be read, or null if it was read since. */
    public @Nullable Date getLastErrorTime() {
        Event error = source.lastError();
        return error == null ? null : Date.from(error.at());
    }

    /** Why it could not be read, or null if it was read since. */
    public @Nullable String getLastError() {
        Event error = source.lastError();
        return error == null ? null : error.detail();
    }
}
