package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.sync.PruneRequest;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.sync.config.SyncConfig;
import org.esxsync.sync.config.SyncConfiguration;
import org.esxsync.sync.match.MatcherRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class SyncEngineTest {

    @TempDir private Path root;
    @TempDir private Path area;
    private TestMirror mirror;
    private SyncEngine sync;

    @BeforeEach
    void publish() {
        mirror = new TestMirror(root);
        for (int i = 0; i < 20; i++) {
            String id = "A" + i;
            mirror.list(id, "3.0.1", mirror.downloader.artifact(id + ".tgz", "x=one\ny=two"));
        }
        mirror.sync();
        sync = engine(new Config(root.toString(), 2));
    }

    private SyncEngine engine(SyncConfig config) {
        BundleContext context =
                (BundleContext)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {BundleContext.class},
                                (proxy, method, arguments) ->
                                        switch (method.getName()) {
                                            case "getDataFile" ->
                                                    area.resolve((String) arguments[0]).toFile();
                                            case "getBundles" -> new Bundle[0];
                                            default -> null;
                                        });
        return new SyncEngine(
                context,
                new SyncConfiguration(context, config, Map.of()),
                new MatcherRegistry(context),
                new OneLedger(mirror.ledger),
                mirror.downloader);
    }

    private record Config(String mirror, int parallel) implements SyncConfig {

        @Override
        public String[] releases() {
            return new String[0];
        }

        @Override
        public String ledger() {
            return "";
        }

        @Override
        public String name() {
            return "";
        }

        @Override
        public String nodes() {
            return "single";
        }

        @Override
        public String ledger_read() {
            return "";
        }

        @Override
        public String ledger_user() {
            return "";
        }

        @Override
        public String ledger_password() {
            return "";
        }

        @Override
        public String durability() {
            return "full";
        }

        @Override
        public String keep() {
            return "all";
        }

        @Override
        public String[] ignore() {
            return new String[0];
        }

        @Override
        public String[] minimum_acceptance() {
            return new String[] {"none"};
        }

        @Override
        public String unfit() {
            return "warn";
        }

        @Override
        public int removed_hours() {
            return 24;
        }

        @Override
        public String executable() {
            return "keep";
        }

        @Override
        public String state_group() {
            return "";
        }

        @Override
        public String schedule() {
            return "";
        }

        @Override
        public int jitter() {
            return 0;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return SyncConfig.class;
        }
    }

    private record OneLedger(MemoryLedger ledger) implements LedgerStore {
        @Override
        public Ledger open(Path directory, Durability durability) {
            return ledger.openAgain();
        }

        @Override
        public Optional<Ledger> openToRead(Path directory) {
            return Optional.of(ledger.openToRead());
        }
    }

    /** Keeps the reader of the first file until it is interrupted, and then a little longer. */
    private static final class SlowListener implements VerifyListener {

        private final CountDownLatch begun = new CountDownLatch(1);
        private volatile boolean ended;

        @Override
        public void read(long files, long ofFiles, long bytes) {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                for (int i = 0; i < 1000; i++) {
                    Thread.yield();
                }
                ended = true;
            }
        }
    }

    @Test
    @Timeout(30)
    void aVerificationEndsWithItsThreadsBeforeItsBundleIsGone() throws Exception {
        SlowListener listener = new SlowListener();
        EsxSyncException[] thrown = {null};
        Thread caller =
                new Thread(
                        () ->
                                thrown[0] =
                                        assertThrows(
                                                EsxSyncException.class,
                                                () -> sync.verify(SyncRequest.of(), listener)));
        caller.start();
        listener.begun.await();

        sync.deactivate();

        assertTrue(listener.ended);
        caller.join();
        assertTrue(thrown[0].getMessage().contains("cancelled"), thrown[0].getMessage());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("esxsync-verify")) {
                thread.join();
            }
        }
    }

    @Test
    void aPlanLeavesNothingAndTakesAwayWhatAKilledOneLeft() throws IOException {
        Path left = Files.createDirectories(area.resolve("plans/plan1"));
        Files.writeString(left.resolve("metadata.zip"), "half");

        sync.plan(SyncRequest.of(), SyncListener.NONE);

        try (Stream<Path> files = Files.list(area.resolve("plans"))) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aSyncThatAWrongValueKeepsFromBeginningIsInTheHistory() {
        SyncEngine wrong = engine(new Config(root.toString(), 0));

        EsxSyncException refused =
                assertThrows(
                        EsxSyncException.class,
                        () -> wrong.sync(SyncRequest.of(), SyncListener.NONE));

        List<Event> told = mirror.ledger.history(2).stream().map(HistoryEntry::event).toList();
        assertEquals(Event.Kind.SYNC_STARTED, told.get(0).kind());
        assertEquals(Event.Kind.SYNC_FAILED, told.get(1).kind());
        assertEquals(refused.getMessage(), told.get(1).detail());
        assertTrue(told.get(1).detail().contains("parallel"), told::toString);
    }

    @Test
    void aSyncThatAWrongValueKeepsFromBeginningMakesNoMirror(@TempDir Path other) {
        SyncEngine wrong = engine(new Config(other.resolve("mirror").toString(), 0));

        assertThrows(EsxSyncException.class, () -> wrong.sync(SyncRequest.of(), SyncListener.NONE));

        assertTrue(Files.notExists(other.resolve("mirror")));
    }

    @Test
    void nothingBeginsOnceItIsDeactivated() throws InterruptedException {
        sync.deactivate();

        for (Executable call :
                List.<Executable>of(
                        () -> sync.plan(SyncRequest.of(), SyncListener.NONE),
                        () -> sync.sync(SyncRequest.of(), SyncListener.NONE),
                        () -> sync.verify(SyncRequest.of(), VerifyListener.NONE),
                        () -> sync.repair(SyncRequest.of(), VerifyListener.NONE),
                        () -> sync.prune(new PruneRequest(true, false)))) {
            EsxSyncException refused = assertThrows(EsxSyncException.class, call);
            assertTrue(refused.getMessage().contains("stopped"), refused.getMessage());
        }
    }
}
