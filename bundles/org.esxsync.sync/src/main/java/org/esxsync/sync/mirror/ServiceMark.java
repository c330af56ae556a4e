package org.esxsync.sync.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.sync.files.FileModes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of a mirror that a service keeps it up to date, as long as that runs: a kernel lock on a
 * file, which dies with its process. It keeps nobody from anything; a second service is told.
 */
public final class ServiceMark implements AutoCloseable {

    /** What this process has marked: a second channel that is closed would give up the lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final Logger LOG = LoggerFactory.getLogger(ServiceMark.class);

    private static final String FILE = "service";

    private final Clock clock;
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    public ServiceMark(Clock clock) {
        this.clock = clock;
    }

    /**
     * Marks a mirror if it is there, and takes the mark from the one that had it before.
     *
     * @return who else keeps the mirror, if anybody does
     */
    public synchronized Optional<String> put(MirrorPaths mirror) {
        try {
            if (!Files.isDirectory(mirror.state())) {
                close();
                return Optional.empty();
            }
            Path wanted = mirror.state().toRealPath().resolve(FILE);
            if (wanted.equals(file)) {
                return Optional.empty();
            }
            close();
            return HELD.add(wanted)
                    ? lock(wanted)
                    : Optional.of("another one of this process (" + MirrorLock.self() + ")");
        } catch (IOException e) {
            // Who may not write to the mirror is told so elsewhere.
            LOG.debug("{}: it cannot be marked", mirror.root(), e);
            return Optional.empty();
        }
    }

    private Optional<String> lock(Path wanted) throws IOException {
        boolean locked = false;
        FileChannel opened = null;
        try {
            opened = FileChannel.open(wanted, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = opened.tryLock() != null;
            if (!locked) {
                return Optional.of(MirrorLock.owner(wanted));
            }
            FileModes.setPlain(wanted);
            opened.truncate(0);
            opened.write(ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
            file = wanted;
            channel = opened;
            return Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.of("one that started before an update, in " + MirrorLock.self());
        } finally {
            if (channel == null) {
                HELD.remove(wanted);
                if (opened != null) {
                    opened.close();
                }
            }
        }
    }

    private String text() {
        return "%s since %s\n"
                .formatted(MirrorLock.self(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public synchronized void close() {
        Path held = file;
        if (held == null || channel == null) {
            return;
        }
        try (FileChannel open = channel) {
            open.truncate(0);
        } catch (IOException e) {
            throw new EsxSyncException(
                    "the mark %s cannot be taken away: %s".formatted(held, PlainReason.of(e)), e);
        } finally {
            file = null;
            channel = null;
            HELD.remove(held);
        }
    }
}
