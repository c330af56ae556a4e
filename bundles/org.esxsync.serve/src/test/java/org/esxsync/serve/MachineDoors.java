package org.esxsync.serve;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.json.JsonWriter;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorChanges;
import org.esxsync.api.sync.MirrorSpace;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.api.sync.PatchChange;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SourceStatus;
import org.esxsync.api.sync.SourceSummary;
import org.esxsync.api.sync.UnknownPatchException;
import org.esxsync.serve.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server whose doors for machines are asked, with a catalogue that counts its calls. */
abstract class MachineDoors {

    static final Instant NOON = Instant.parse("2026-03-29T12:00:00.123Z");
    private static final String HOSTILE = "<script>alert(\"1\")</script> & \u0007 \u202e'\n\"} x";
    private static final EsxRelease RELEASE = EsxRelease.parse("esxi-8.0");

    @TempDir Path directory;
    Event.Kind lastEnd = Event.Kind.SYNC_FINISHED;
    volatile String told = "1";
    final Map<String, Integer> calls = new ConcurrentHashMap<>();
    final Semaphore held = new Semaphore(1);
    volatile CountDownLatch entered = new CountDownLatch(0);
    volatile List<HistoryEntry> events = List.of();
    RunningServer server;
    RawHttp http;

    @BeforeEach
    void start() throws Exception {
        MirrorCatalogue catalogue =
                (MirrorCatalogue)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {MirrorCatalogue.class},
                                (proxy, method, arguments) -> answer(method.getName(), arguments));
        JsonWriter json =
                (JsonWriter)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {JsonWriter.class},
                                (proxy, method, arguments) ->
                                        "{ \"" + method.getName() + "\": " + told + " }");
        server =
                new RunningServer(
                        new MirrorServices(
                                new MirrorOnDisk(directory),
                                () -> catalogue,
                                () -> json,
                                () -> {
                                    throw new EsxSyncException("this test has no engine");
                                },
                                new NoHosts(),
                                "1.2.3"),
                        RunningServer.settings(0, ""));
        http = new RawHttp(server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Object answer(String method, Object... arguments) {
        calls.merge(method, 1, Integer::sum);
        entered.countDown();
        return switch (method) {
            case "status" -> status();
            case "releases" -> List.of(new ReleaseSummary(RELEASE, "m", 5, 4, 3));
            case "sources" -> {
                held.acquireUninterruptibly();
                held.release();
                yield List.of();
            }
            case "history" -> newest((int) arguments[0]);
            case "patches" -> List.of();
            case "changesAfter", "changesSince", "lastChanges" -> changes();
            case "show" -> throw new UnknownPatchException(arguments[0].toString());
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private List<HistoryEntry> newest(int limit) {
        return events.subList(Math.max(0, events.size() - limit), events.size());
    }

    void happened(Event.Kind kind, int second, String detail) {
        List<HistoryEntry> more = new ArrayList<>(events);
        more.add(
                new HistoryEntry(
                        more.size() + 1L, Event.ofRun(NOON.plusSeconds(second), kind, detail)));
        events = List.copyOf(more);
    }

    private MirrorStatus status() {
        return new MirrorStatus(
                directory,
                null,
                Event.ofRun(NOON, lastEnd, "all"),
                NOON,
                null,
                true,
                new MirrorStatus.Patches(5, 4, 3, 2, 1),
                List.of(),
                List.of(),
                new MirrorSpace(10, 20, 30),
                List.of(
                        new SourceStatus(
                                new SourceSummary("a\"b\\c", "somewhere", 5, NOON), null)));
    }

    private static MirrorChanges changes() {
        return new MirrorChanges(
                0,
                NOON,
                List.of(
                        change(PatchChange.Kind.ADDED, "P-1", HOSTILE, RELEASE),
                        change(PatchChange.Kind.RECALLED, "P-2", "two", RELEASE),
                        change(PatchChange.Kind.REMOVED, "P-3", "three", RELEASE),
                        change(
                                PatchChange.Kind.REPLACED,
                                "P-4",
                                "four",
                                EsxRelease.parse("esx-3.0.1"))));
    }

    private static PatchChange change(
            PatchChange.Kind kind, String id, String title, EsxRelease release) {
        return new PatchChange(kind, new PatchKey(id, "r"), "s", List.of(release), NOON, title);
    }
}
