package org.esxsync.api.sync;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The schedule on which ESX Sync syncs by itself, as it is configured. Safe for many threads.
 *
 * <pre>{@code
 * schedule.nextRun().ifPresent(time -> log.info("the next sync starts at {}", time));
 * }</pre>
 */
@ProviderType
public interface SyncSchedule {

    /** When the next scheduled sync starts; empty if none is scheduled. */
    Optional<Instant> nextRun();

    /** Whether this process starts it. One that runs a single command leaves it to the service. */
    boolean isKept();

    /** Why the configured schedule cannot be used, and how to write it; empty if it can. */
    Optional<String> problem();
}
