package org.esxsync.serve.machine;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorHealth;
import org.esxsync.api.sync.MirrorStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mirror's status as it was read a while ago. Safe for many threads. */
public final class RecentStatus {

    private static final Logger LOG = LoggerFactory.getLogger(RecentStatus.class);

    private final Supplier<MirrorCatalogue> catalogue;
    private final BooleanSupplier isThere;
    private final Clock clock;
    private final Recent<Reading> recent;

    /**
     * What a reading found.
     *
     * @param status the status, or null if it cannot be read
     * @param health the verdict on it
     * @param isThere whether the mirror was there before it was read and after
     * @param at when it was read
     */
    public record Reading(
            @Nullable MirrorStatus status, MirrorHealth health, boolean isThere, Instant at) {}

    /**
     * @param isThere whether the mirror is there
     */
    public RecentStatus(Supplier<MirrorCatalogue> catalogue, BooleanSupplier isThere, Clock clock) {
        this.catalogue = catalogue;
        this.isThere = isThere;
        this.clock = clock;
        this.recent = new Recent<>(this::read, catalogue, clock);
    }

    public Reading get() {
        return recent.get();
    }

    private Reading read() {
        Instant now = clock.instant();
        boolean wasThere = isThere.getAsBoolean();
        try {
            MirrorStatus status = catalogue.get().status();
            return new Reading(
                    status,
                    MirrorHealth.of(status, now, null),
                    wasThere && isThere.getAsBoolean(),
                    now);
        } catch (EsxSyncException e) {
            return unread(String.valueOf(e.getMessage()), now);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("defect: the status cannot be read", e);
            return unread("defect: " + e, now);
        }
    }

    private static Reading unread(String why, Instant now) {
        return new Reading(null, MirrorHealth.unknown(why), false, now);
    }
}
