package org.esxsync.itests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Looks at a mirror every few milliseconds, as a host does that installs from it. */
final class MirrorWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 5;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Path mirror;
    private final long payloadSize;
    private final Set<Path> partial = new ConcurrentSkipListSet<>();
    private final AtomicLong largest = new AtomicLong();

    /**
     * @param payloadSize what the payload of every patch has when it is whole
     */
    MirrorWatch(Path mirror, long payloadSize) {
        this.mirror = mirror;
        this.payloadSize = payloadSize;
        timer.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The published patches that were ever seen without their whole payload. */
    Set<Path> partial() {
        look();
        return partial;
    }

    /** The most bytes that all files of the mirror ever had together. */
    long largest() {
        return largest.get();
    }

    private void look() {
        Path release = mirror.resolve("esx-3.0.1");
        if (Files.isDirectory(release)) {
            try (Stream<Path> patches = Files.list(release)) {
                patches.filter(patch -> size(patch.resolve("payload.bin")) != payloadSize)
                        .forEach(partial::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        largest.accumulateAndGet(allBytes(), Math::max);
    }

    private long allBytes() {
        try (Stream<Path> files = Files.walk(mirror)) {
            return files.filter(Files::isRegularFile).mapToLong(MirrorWatch::size).sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // files go while it walks: the next look sees more
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
