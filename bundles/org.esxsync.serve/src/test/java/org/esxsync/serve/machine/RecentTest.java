package org.esxsync.serve.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.sync.MirrorCatalogue;
import org.junit.jupiter.api.Test;

class RecentTest {

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");
    private Duration takes = Duration.ZERO;
    private long events = 1;
    private boolean hasHistory = true;
    private int readings;

    private final Recent<Integer> recent =
            new Recent<>(this::read, this::catalogue, clock(() -> now));

    private static Clock clock(InstantSource source) {
        return new Clock() {
            @Override
            public Instant instant() {
                return source.instant();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private int read() {
        now = now.plus(takes);
        return ++readings;
    }

    private MirrorCatalogue catalogue() {
        return (MirrorCatalogue)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {MirrorCatalogue.class},
                        (proxy, method, arguments) -> {
                            if (!hasHistory) {
                                throw new EsxSyncException("no ledger");
                            }
                            return List.of(
                                    new HistoryEntry(
                                            events,
                                            Event.ofRun(
                                                    Instant.EPOCH, Event.Kind.SYNC_FINISHED, "")));
                        });
    }

    private int after(long seconds) {
        now = now.plusSeconds(seconds);
        return recent.get();
    }

    @Test
    void whatIsReadQuicklyIsKeptForTenSeconds() {
        assertEquals(1, recent.get());
        assertEquals(1, after(9));
        assertEquals(2, after(1));
        events++;
        assertEquals(2, after(9), "whatever happens");
        assertEquals(3, after(1));
    }

    @Test
    void whatTakesLongIsKeptForLongerWhileNothingHappens() {
        takes = Duration.ofSeconds(5);
        assertEquals(1, recent.get());
        assertEquals(1, after(99));
        assertEquals(2, after(1));

        assertEquals(2, after(50));
        events++;
        assertEquals(3, after(1));
        events++;
        assertEquals(3, after(19), "a sync that runs makes events all the time");
        assertEquals(4, after(1));
    }

    @Test
    void nothingIsKeptForMoreThanTenMinutes() {
        takes = Duration.ofHours(1);
        assertEquals(1, recent.get());
        assertEquals(1, after(599));
        assertEquals(2, after(1));
    }

    @Test
    void aMirrorWithoutAHistoryIsReadAgainLikeAnyOther() {
        hasHistory = false;
        assertEquals(1, recent.get());
        assertEquals(1, after(9));
        assertEquals(2, after(1));
    }
}
