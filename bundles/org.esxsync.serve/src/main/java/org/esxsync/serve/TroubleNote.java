package org.esxsync.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.sync.PublishedMirror;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps a running service from serving, written down beside the mirror, so that {@code status}
 * of another process tells it. A kernel lock on the file says that it still holds; the lock dies
 * with its process. Safe for many threads.
 */
final class TroubleNote implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TroubleNote.class);

    private static final String FILE = ".esxsync/serve-trouble";

    /** A line that we wrote is far shorter. */
    private static final int MAX_BYTES = 4_096;

    private final PublishedMirror mirror;
    private @Nullable FileChannel held;
    private @Nullable Path place;
    private String written = "";

    TroubleNote(PublishedMirror mirror) {
        this.mirror = mirror;
    }

    /**
     * Writes it down, in place of what was written before. Where that cannot be, as where the
     * mirror is not there, only the log and this process tell it.
     *
     * @param line what is wrong; empty if nothing is
     */
    synchronized void write(String line) {
        try {
            Path wanted = line.isEmpty() ? null : mirror.directory().resolve(FILE);
            if (line.equals(written) && Objects.equals(wanted, place)) {
                return;
            }
            close();
            if (wanted != null) {
                hold(wanted, line);
            }
        } catch (IOException | EsxSyncException e) {
            LOG.debug("the trouble cannot be written down", e);
        }
    }

    private void hold(Path wanted, String line) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        wanted,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS));
        boolean isHeld = false;
        try {
            isHeld = channel.tryLock() != null;
            if (isHeld) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)), 0);
                held = channel;
                place = wanted;
                written = line;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("another service of this process has written down its trouble", e);
        } finally {
            if (!isHeld) {
                channel.close();
            }
        }
    }

    /**
     * What another process has written down; empty if none has, or it has ended.
     *
     * @throws EsxSyncException if that cannot be read
     */
    Optional<String> ofOther() {
        Path file = mirror.directory().resolve(FILE);
        try (FileChannel channel =
                FileChannel.open(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return isLocked(channel) ? text(channel) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EsxSyncException(
                    "what keeps the service from serving cannot be read: %s; check the rights of %s"
                            .formatted(e, file),
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private static Optional<String> text(FileChannel channel) throws IOException {
        InputStream in = Channels.newInputStream(channel);
        String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        return Optional.of(OneLine.of(text)).filter(line -> !line.isEmpty());
    }

    /** Takes it back. An empty file stays, since another may have opened it already. */
    @Override
    public synchronized void close() {
        FileChannel open = held;
        held = null;
        place = null;
        written = "";
        if (open != null) {
            try (open) {
                open.truncate(0);
            } catch (IOException e) {
                LOG.warn(
                        "the note of a trouble that is over cannot be taken back: {}",
                        e.toString());
            }
        }
    }
}
