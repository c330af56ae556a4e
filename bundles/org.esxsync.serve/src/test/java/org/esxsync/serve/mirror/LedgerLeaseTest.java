package org.esxsync.serve.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.sync.PublishedMirror;
import org.junit.jupiter.api.Test;

class LedgerLeaseTest {

    private final List<String> log = new ArrayList<>();
    private Path directory = Path.of("first");
    private boolean gone;

    /** A mirror whose ledger is named as its directory. */
    private final PublishedMirror mirror =
            new PublishedMirror() {
                @Override
                public Path directory() {
                    return directory;
                }

                @Override
                public boolean isThere() {
                    return true;
                }

                @Override
                public Optional<Ledger> openLedger() {
                    Path name = directory;
                    log.add("open " + name);
                    if (gone) {
                        throw new EsxSyncException("the server is gone");
                    }
                    return Optional.of(
                            (Ledger)
                                    Proxy.newProxyInstance(
                                            getClass().getClassLoader(),
                                            new Class<?>[] {Ledger.class},
                                            (proxy, method, arguments) -> {
                                                log.add(method.getName() + " " + name);
                                                return null;
                                            }));
                }
            };

    @Test
    void aLedgerThatCannotBeOpenedIsNotTriedAgainAtOnceUnlessItIsAnother() {
        LedgerLease lease =
                new LedgerLease(
                        mirror, Clock.fixed(Instant.parse("2024-03-29T12:00:00Z"), ZoneOffset.UTC));
        gone = true;
        assertEquals(Optional.empty(), lease.ask(Optional::of));
        gone = false;
        assertEquals(Optional.empty(), lease.ask(Optional::of));
        directory = Path.of("second");
        lease.ask(Optional::of);

        assertEquals(List.of("open first", "open second"), log);
    }

    @Test
    void anotherMirrorIsNotAskedOfTheFormerOnesLedger() {
        LedgerLease lease =
                new LedgerLease(
                        mirror, Clock.fixed(Instant.parse("2024-03-29T12:00:00Z"), ZoneOffset.UTC));
        lease.ask(Optional::of);
        lease.ask(Optional::of);
        directory = Path.of("second");
        lease.ask(Optional::of);
        lease.close();

        assertEquals(List.of("open first", "close first", "open second", "close second"), log);
    }
}
