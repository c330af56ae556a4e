package org.esxsync.itests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.command.RunningCommand;
import org.esxsync.itests.faults.SocketServer.Answer;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.LargeTarball;
import org.esxsync.itests.fixture.PatchPage;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.PostgresqlServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The faults that other tools were put to, each as one patch of a site: the same sync runs twice,
 * and the site is right again for the second. See BENCHMARKS.md.
 */
@Tag("fault")
class FaultTableIT {

    private static final int SIZE_MIB = 4;
    private static final long MIB = 1 << 20;
    private static final int LIMIT_MIB = 8;
    private static final int STALL_SECONDS = 25;
    private static final long MOST_OF_ENDLESS = 2 * LIMIT_MIB * MIB + MIB;

    /** A tarball's bytes and the digests of it and of what is in it. */
    private record Version(byte[] bytes, String md5, String payloadMd5) {}

    /**
     * What happens to one patch.
     *
     * @param first how it is served in the first run
     * @param then what is served in the second, with a page that tells so
     */
    private record Fault(String name, String patch, Answer first, Version then) {}

    @TempDir Path directory;
    private Version old;
    private Version other;
    private final AtomicLong stalled = new AtomicLong();
    private final AtomicLong resumed = new AtomicLong();
    private @Nullable PostgresqlServer server;
    private FaultySite site;
    private MirrorWatch watch;

    @BeforeEach
    void makeTarballs() throws IOException {
        old = version(1);
        other = version(2);
    }

    @BeforeEach
    void open() throws IOException {
        server = startServer();
        site = new FaultySite();
        watch = new MirrorWatch(mirror(), SIZE_MIB * MIB);
        Path conf = Files.createDirectory(directory.resolve("conf"));
        new Conf(conf).vi3("site", site.index());
        if (server != null) {
            new Conf(conf).write("org.esxsync.sync", server.settings());
        }
        Files.writeString(
                conf.resolve("org.esxsync.fetch.cfg"),
                "limit.artifact=%d%ntimeout.stall=8%n".formatted(LIMIT_MIB));
    }

    @AfterEach
    void close() throws IOException {
        watch.close();
        site.close();
        if (server != null) {
            server.close();
        }
    }

    /** The server that has the ledgers; null for files. */
    @Nullable PostgresqlServer startServer() {
        return null;
    }

    @Test
    void leavesNothingWrongUntold() throws Exception {
        List<Fault> faults = faults();
        faults.forEach(f -> site.put(page(f.patch(), old), f.first()));

        Run first = sync().await();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(resumed.get() - stalled.get());
        Map<String, Set<String>> row = new LinkedHashMap<>();
        row.put("silent-bad after run 1", silentBad(faults, first));
        faults.forEach(f -> site.put(page(f.patch(), f.then()), Answers.right(f.then().bytes())));
        Run second = sync().await();
        row.put("silent-bad after run 2", silentBad(faults, second));
        row.put("bad and told after run 2", told(faults, second));

        System.out.printf("ESX Sync: %s, partial patches seen %s%n", row, watch.partial());
        System.out.printf("A stall of %d s: given up after %d s%n", STALL_SECONDS, seconds);
        assertEquals(Set.of(), row.get("silent-bad after run 1"), first::toString);
        assertEquals(Set.of(), row.get("silent-bad after run 2"), second::toString);
        assertEquals(Set.of(), row.get("bad and told after run 2"), second::toString);
        assertEquals(Set.of(), watch.partial());
        first.ended(2);
        second.ended(0);
        assertTrue(seconds < STALL_SECONDS, seconds + " s");
    }

    @Test
    void aKilledProcessLeavesNothingInSightAndIsMadeGoodByTheNext() throws Exception {
        String patch = "ESX-2000001";
        CountDownLatch over = new CountDownLatch(1);
        site.put(
                page(patch, old),
                (asked, socket) -> {
                    Answers.cut(old.bytes()).write(asked, socket);
                    over.await();
                });
        try (RunningCommand killed = sync()) {
            Eventually.is("half is there", () -> watch.largest() > SIZE_MIB * MIB / 4);
        }
        over.countDown();
        assertFalse(Files.exists(published(patch)));
        site.put(page(patch, old), Answers.right(old.bytes()));

        sync().await().ended(0);

        assertEquals(old.payloadMd5(), payloadMd5(patch));
        assertEquals(Set.of(), watch.partial());
    }

    @Test
    void aReReleaseUnderTheSameNameIsToldAndTheFirstBytesStay() throws Exception {
        String patch = "ESX-2000003";
        site.put(page(patch, old), Answers.right(old.bytes()));
        sync().await().ended(0);
        site.put(page(patch, other), Answers.right(other.bytes()));

        Run forced = sync("--force").await().ended(2);

        assertFalse(forced.linesWith(patch).isEmpty(), forced::toString);
        assertEquals(old.payloadMd5(), payloadMd5(patch));
    }

    @Test
    void anEndlessBodyIsCutAtTheLimit() throws Exception {
        String patch = "ESX-2000002";
        site.put(page(patch, old), Answers.endless(old.bytes()));

        Run first = sync().await().ended(2);

        long written = watch.largest();
        System.out.printf(
                Locale.ROOT,
                "An endless body: %,d bytes written, limit %d MiB%n",
                written,
                LIMIT_MIB);
        assertFalse(first.linesWith(patch).isEmpty(), first::toString);
        assertFalse(Files.exists(published(patch)));
        assertTrue(written <= MOST_OF_ENDLESS, written + " bytes written");
        site.put(page(patch, old), Answers.right(old.bytes()));
        sync().await().ended(0);
        assertEquals(old.payloadMd5(), payloadMd5(patch));
    }

    private List<Fault> faults() {
        byte[] body = old.bytes();
        Answer right = Answers.right(body);
        Answer none = Answers.unavailable();
        Answer cut = Answers.cutWithoutRanges(body);
        return List.of(
                healed("no-length truncation", "ESX-1000001", Answers.cutWithoutLength(body)),
                healed("HTML page", "ESX-1000002", Answers.html()),
                healed("bit flip", "ESX-1000003", Answers.bitFlip(body)),
                healed("503", "ESX-1000004", Answers.inTurn(none, none, right)),
                new Fault(
                        "replaced upstream",
                        "ESX-1000005",
                        Answers.inTurn(Answers.cut(body), Answers.right(other.bytes())),
                        other),
                healed(
                        "no ranges",
                        "ESX-1000006",
                        Answers.inTurn(cut, cut, Answers.rightWithoutRanges(body))),
                healed("stall", "ESX-1000008", Answers.inTurn(stall(body), resume(body))));
    }

    private Answer stall(byte[] body) {
        return (asked, socket) -> {
            stalled.set(System.nanoTime());
            Answers.stall(body, TimeUnit.SECONDS.toMillis(STALL_SECONDS)).write(asked, socket);
        };
    }

    private Answer resume(byte[] body) {
        return (asked, socket) -> {
            resumed.compareAndSet(0, System.nanoTime());
            Answers.right(body).write(asked, socket);
        };
    }

    private Fault healed(String name, String patch, Answer first) {
        return new Fault(name, patch, first, old);
    }

    /** What stands wrong, or is missing, without a word about it. */
    private Set<String> silentBad(List<Fault> faults, Run run) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Fault fault : faults) {
            boolean right = isOneOf(fault.patch(), old, fault.then());
            if (!right && (Files.exists(published(fault.patch())) || !isTold(fault, run))) {
                names.add(fault.name());
            }
        }
        return names;
    }

    /** What is not yet as the site has it now, and is told so. */
    private Set<String> told(List<Fault> faults, Run run) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Fault fault : faults) {
            if (!isOneOf(fault.patch(), fault.then()) && isTold(fault, run)) {
                names.add(fault.name());
            }
        }
        return names;
    }

    private static boolean isTold(Fault fault, Run run) {
        return run.exitCode() != 0 && !run.linesWith(fault.patch()).isEmpty();
    }

    private boolean isOneOf(String patch, Version... versions) throws IOException {
        List<String> known = new ArrayList<>();
        for (Version version : versions) {
            known.add(version.payloadMd5());
        }
        return Files.exists(published(patch)) && known.contains(payloadMd5(patch));
    }

    private String payloadMd5(String patch) throws IOException {
        return Digests.md5(published(patch).resolve("payload.bin"));
    }

    private Path published(String patch) {
        return mirror().resolve("esx-3.0.1/2007-03-29-" + patch);
    }

    private RunningCommand sync(String... options) throws IOException {
        List<Object> arguments =
                new ArrayList<>(
                        List.of("--conf", directory.resolve("conf"), "--mirror", mirror(), "sync"));
        arguments.addAll(List.of(options));
        arguments.add("3.0.1");
        return new EsxSync(directory).start(arguments.toArray());
    }

    private Path mirror() {
        return directory.resolve("mirror");
    }

    private static PatchPage page(String patch, Version version) {
        return PatchPage.of(patch).withMd5(version.md5());
    }

    /** The directory in it has one name for all patches; the mirror gives each its own. */
    private Version version(long seed) throws IOException {
        LargeTarball tarball =
                LargeTarball.write(directory.resolve(seed + ".tgz"), "patch", SIZE_MIB, seed);
        byte[] bytes = Files.readAllBytes(tarball.file());
        return new Version(bytes, tarball.md5(), tarball.payloadMd5());
    }
}
