package org.esxsync.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.fetch.archive.Samples;
import org.esxsync.fetch.config.Configs;
import org.esxsync.fetch.config.DownloadSettings;
import org.esxsync.fetch.config.FetchSettings;
import org.esxsync.fetch.config.NetworkSettings;
import org.esxsync.fetch.config.Timeouts;
import org.esxsync.fetch.retry.RetrySchedule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault with many seeds: nothing wrong is ever published, nothing hangs, and once the server
 * is well again the download succeeds. The profile {@code faults} runs it with 100 seeds.
 */
@Tag("slow")
@Tag("fault")
class FaultLabTest {

    private static final int SEEDS = Integer.getInteger("esxsync.fault.seeds", 3);
    private static final int STUCK_SECONDS = 20;
    private static final int PARALLEL = 8;
    private static final int SLACK = 64 * 1024;

    private static final FetchSettings HASTY = hasty();

    @TempDir private Path directory;

    /** What happened to one fault, over all seeds. */
    private record Row(
            Fault fault, int runs, int wrong, int stuck, int litter, int healed, long refetched) {

        static final String HEAD =
                "%-31s %5s %16s %6s %7s %7s %17s"
                        .formatted(
                                "fault",
                                "runs",
                                "published wrong",
                                "stuck",
                                "litter",
                                "healed",
                                "bytes re-fetched");

        Row plus(Row other) {
            return new Row(
                    fault,
                    runs + other.runs,
                    wrong + other.wrong,
                    stuck + other.stuck,
                    litter + other.litter,
                    healed + other.healed,
                    refetched + other.refetched);
        }

        @Override
        public String toString() {
            String name = fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return "%-31s %5d %16d %6d %7d %7d %17d"
                    .formatted(name, runs, wrong, stuck, litter, healed, refetched);
        }
    }

    @Test
    void noFaultFoolsADownload() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        List<Future<Row>> running = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            running.add(threads.submit(() -> runs(fault)));
        }
        List<Row> rows = new ArrayList<>();
        for (Future<Row> row : running) {
            rows.add(row.get());
        }
        threads.shutdown();

        System.out.println(Row.HEAD);
        rows.forEach(System.out::println);
        for (Row row : rows) {
            String told = Row.HEAD + "\n" + row;
            assertEquals(0, row.wrong(), told);
            assertEquals(0, row.stuck(), told);
            assertEquals(0, row.litter(), told);
            assertEquals(row.runs(), row.healed(), told);
        }
    }

    private Row runs(Fault fault) throws Exception {
        Row row = new Row(fault, 0, 0, 0, 0, 0, 0);
        ExecutorService caller = Executors.newCachedThreadPool();
        try (Closing<ConfiguredFetch> fetch = Closing.of(HASTY)) {
            for (int seed = 0; seed < SEEDS; seed++) {
                Path home =
                        Files.createDirectories(directory.resolve(fault.name()).resolve("" + seed));
                row = row.plus(new Run(fault, seed, fetch.value(), home, caller).row());
            }
        }
        caller.shutdownNow();
        return row;
    }

    /** One fault with one seed: the first call meets the fault, the second a healthy server. */
    private static final class Run {

        private final Fault fault;
        private final ConfiguredFetch fetch;
        private final Path home;
        private final ExecutorService caller;
        private final Random random;
        private final PublishedFile file;
        private final boolean unpack;
        private final AtomicLong most = new AtomicLong();
        private final long killAt;
        private boolean killed;
        private int wrong;
        private int stuck;
        private int litter;

        Run(Fault fault, int seed, ConfiguredFetch fetch, Path home, ExecutorService caller) {
            this.fault = fault;
            this.fetch = fetch;
            this.home = home;
            this.caller = caller;
            random = new Random(seed * 1000L + fault.ordinal());
            unpack = random.nextBoolean();
            byte[] content = Samples.noise(50_000 + random.nextInt(100_000), seed);
            file =
                    new PublishedFile(
                            Samples.tgz(
                                    tar -> {
                                        Samples.file(tar, "P/a.rpm", content);
                                        Samples.file(tar, "P/descriptor.xml", "<descriptor/>");
                                    }),
                            "v1");
            killAt = 1 + random.nextInt(file.body().length - 1);
        }

        Row row() throws Exception {
            boolean first;
            boolean second = true;
            try (LoopbackServer server = new LoopbackServer(fault.answers(file, random))) {
                Artifact artifact = artifact(server);
                if (fault.hurtsTheNext()) {
                    call(artifact, "before");
                }
                first = call(artifact, "first");
                if (!first) {
                    server.answer(file);
                    second = call(artifact, "second");
                }
            }
            long needed = file.body().length * (fault.hurtsTheNext() ? 2L : 1L);
            long refetched = Math.max(0, file.sent() - needed);
            return new Row(fault, 1, wrong, stuck, litter, second ? 1 : 0, refetched);
        }

        private Artifact artifact(LoopbackServer server) {
            byte[] body = file.body();
            return new Artifact(
                    new RelativePath("p.tgz"),
                    server.at("/p.tgz"),
                    random.nextBoolean() ? body.length : Artifact.UNKNOWN_SIZE,
                    fault.hurtsTheNext() ? List.of() : List.of(Digest.of(Algorithm.MD5, body)));
        }

        private boolean call(Artifact artifact, String name) throws Exception {
            Path target = home.resolve(name);
            Future<Boolean> call = caller.submit(() -> succeeds(artifact, target));
            boolean published;
            try {
                published = call.get(STUCK_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                stuck++;
                call.cancel(true);
                return false;
            } catch (ExecutionException e) {
                throw new AssertionError(fault + " ended with a defect", e);
            }
            if (published ? !isRight(target) : Files.exists(target)) {
                wrong++;
            }
            if (most.get() > limit(artifact) + SLACK) {
                wrong++;
            }
            litter += litter(published ? target : null);
            return published;
        }

        /**
         * As a killed process leaves it: what is on disk at that instant, and nothing tidied up.
         */
        private void killAt(long done) {
            if (fault == Fault.KILL && !killed && done >= killAt) {
                killed = true;
                copy(home.resolve("partials"), home.resolve("snapshot"));
                throw new Killed();
            }
        }

        private void afterKill() throws IOException {
            Path partials = home.resolve("partials");
            DirectoryTree.delete(partials);
            Files.move(home.resolve("snapshot"), partials);
        }

        private static void copy(Path from, Path to) {
            try (Stream<Path> files = Files.list(from)) {
                Files.createDirectory(to);
                for (Path file : files.toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean succeeds(Artifact artifact, Path target) throws IOException {
            Path partials = home.resolve("partials");
            try {
                if (unpack) {
                    fetch.unpack(artifact, target, partials, (done, total) -> count(done));
                } else {
                    fetch.download(artifact, target, partials, (done, total) -> count(done));
                }
                return true;
            } catch (FetchException e) {
                return false;
            } catch (Killed e) {
                afterKill();
                return false;
            }
        }

        private void count(long done) {
            most.accumulateAndGet(done, Math::max);
            killAt(done);
        }

        private static long limit(Artifact artifact) {
            return artifact.size() == Artifact.UNKNOWN_SIZE
                    ? HASTY.download().sizeLimit()
                    : artifact.size();
        }

        private boolean isRight(Path target) throws IOException {
            if (!unpack) {
                return Arrays.equals(file.body(), Files.readAllBytes(target));
            }
            return "<descriptor/>".equals(Files.readString(target.resolve("descriptor.xml")))
                    && Files.size(target.resolve("a.rpm")) >= 50_000;
        }

        /** Files that nobody will ever want: work directories, and partials that are done with. */
        private int litter(Path published) throws IOException {
            int count = 0;
            try (Stream<Path> files = Files.list(home)) {
                count +=
                        (int)
                                files.filter(path -> path.getFileName().toString().startsWith("."))
                                        .count();
            }
            if (published != null) {
                try (Stream<Path> files = Files.list(home.resolve("partials"))) {
                    count += (int) files.count();
                }
            }
            return count;
        }
    }

    /** The process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Closes a component at the end of a block. */
    private record Closing<T>(T value, AutoCloseable action) implements AutoCloseable {

        static Closing<ConfiguredFetch> of(FetchSettings settings) {
            ConfiguredFetch fetch =
                    new ConfiguredFetch(settings, Path.of("target/zips"), Clock.systemUTC());
            return new Closing<>(fetch, fetch::stop);
        }

        @Override
        public void close() throws Exception {
            action.close();
        }
    }

    private static FetchSettings hasty() {
        Duration wait = Duration.ofMillis(400);
        RetrySchedule retrySchedule =
                new RetrySchedule(4, Duration.ofMillis(2), Duration.ofMillis(20));
        FetchSettings usual =
                Configs.quick(new Timeouts(Duration.ofSeconds(2), wait, wait, 512, wait));
        NetworkSettings network = usual.network();
        return new FetchSettings(
                new NetworkSettings(
                        network.timeouts(),
                        retrySchedule,
                        network.redirects(),
                        network.connectionsPerHost(),
                        0,
                        null,
                        List.of(),
                        null),
                new DownloadSettings(retrySchedule, 1 << 20, Configs.UNPACK_LIMITS),
                usual.documentLimit(),
                usual.keepPartials());
    }
}
