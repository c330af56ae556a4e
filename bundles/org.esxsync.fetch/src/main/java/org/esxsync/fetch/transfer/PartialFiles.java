package org.esxsync.fetch.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Digest.Algorithm;
import org.esxsync.fetch.location.Failures;

/** Finds the partial file of each artifact, and deletes those that were not resumed in time. */
public final class PartialFiles {

    private static final String SUFFIX = ".part";
    private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

    private final Duration keep;
    private final Clock clock;
    private final Set<Path> inUse;
    private final Map<Path, Instant> swept;
    private final AtomicLong serial;

    public PartialFiles(Duration keep, Clock clock) {
        this(
                keep,
                clock,
                ConcurrentHashMap.newKeySet(),
                new ConcurrentHashMap<>(),
                new AtomicLong());
    }

    private PartialFiles(
            Duration keep,
            Clock clock,
            Set<Path> inUse,
            Map<Path, Instant> swept,
            AtomicLong serial) {
        this.keep = keep;
        this.clock = clock;
        this.inUse = inUse;
        this.swept = swept;
        this.serial = serial;
    }

    /** The same files, kept for another time: calls of both know which are in use. */
    public PartialFiles keeping(Duration other) {
        return new PartialFiles(other, clock, inUse, swept, serial);
    }

    /** Opens an artifact's partial file. While it is open, another call gets a file of its own. */
    PartialFile open(Path directory, Artifact artifact) {
        Path home = directory.toAbsolutePath().normalize();
        makeDirectory(home);
        Path file = home.resolve(key(artifact) + SUFFIX);
        if (!inUse.add(file)) {
            file = home.resolve(key(artifact) + "-" + serial.incrementAndGet() + SUFFIX);
            inUse.add(file);
        }
        sweep(home);
        Path mine = file;
        return new PartialFile(mine, () -> inUse.remove(mine));
    }

    /** The same for the same published facts, whatever token or query the location carries. */
    private static String key(Artifact artifact) {
        String facts =
                artifact.path()
                        + "\n"
                        + RedactedLocation.of(artifact.location())
                        + "\n"
                        + artifact.size()
                        + "\n"
                        + artifact.digests();
        byte[] bytes = facts.getBytes(StandardCharsets.UTF_8);
        return Digest.of(Algorithm.SHA_256, bytes).hex().substring(0, 32);
    }

    /** Looks first, since a directory that is there costs an exception. */
    private static void makeDirectory(Path directory) {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw Failures.unwritable(directory, e);
        }
    }

    /** Deletes what was not used in time; looks at most once an hour. */
    public void sweep(Path directory) {
        Instant now = clock.instant();
        Instant last = swept.get(directory);
        boolean recent = last != null && now.isBefore(last.plus(SWEEP_INTERVAL));
        if (recent || !Files.isDirectory(directory)) {
            return;
        }
        swept.put(directory, now);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                sweep(file, now.minus(keep));
            }
        } catch (IOException e) {
            throw Failures.unwritable(directory, e);
        }
    }

    private void sweep(Path file, Instant before) throws IOException {
        String name = file.getFileName().toString();
        int suffix = name.indexOf(SUFFIX);
        if (suffix < 0 || inUse.contains(file.resolveSibling(name.substring(0, suffix) + SUFFIX))) {
            return;
        }
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
    }
}
