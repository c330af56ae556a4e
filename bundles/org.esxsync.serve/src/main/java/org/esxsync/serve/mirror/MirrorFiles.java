package org.esxsync.serve.mirror;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.RelativePath.UnsafePathException;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.content.FileBody;
import org.esxsync.serve.content.MediaTypes;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.http.Validators;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the files of releases' directories. Of links only that of a whole release is followed. Safe
 * for many threads.
 */
public final class MirrorFiles implements AutoCloseable {

    private static final String INDEX = "index.xml";

    /** A file that is replaced again and again while it is opened is given up. */
    private static final int ATTEMPTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(MirrorFiles.class);

    private final PublishedMirror mirror;
    private final AtomicBoolean isGone = new AtomicBoolean();
    private final LedgerLease ledger;
    private final FileTags tags;
    private final Predecessors predecessors;

    public MirrorFiles(PublishedMirror mirror, Clock clock) {
        this.mirror = mirror;
        this.ledger = new LedgerLease(mirror, clock);
        this.tags = new FileTags(ledger);
        this.predecessors = new Predecessors(ledger, clock);
    }

    /** The release whose directory a name is; empty if it is none's. */
    public static Optional<EsxRelease> release(String name) {
        try {
            EsxRelease release = EsxRelease.parse(name);
            return release.toString().equals(name) ? Optional.of(release) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens what a path names: a file of a release, or a release's index for its directory.
     *
     * @return empty if it names nothing that is published; to be closed
     * @throws MirrorGoneException if there is no mirror
     * @throws IOException if it cannot be read
     */
    public Optional<Representation> open(RequestPath path) throws IOException, MirrorGoneException {
        if (path.names().isEmpty()) {
            return Optional.empty();
        }
        Optional<EsxRelease> release = release(path.names().get(0));
        List<String> below = path.rest().names();
        if (release.isEmpty() || path.isDirectory() && !below.isEmpty()) {
            return Optional.empty();
        }
        return below.isEmpty()
                ? path.isDirectory() ? open(release.get(), INDEX) : Optional.empty()
                : open(release.get(), String.join("/", below));
    }

    /**
     * Opens a file of a release.
     *
     * @param name its path below the release's directory
     */
    public Optional<Representation> open(EsxRelease release, String name)
            throws IOException, MirrorGoneException {
        Path root = mirror.directory();
        try {
            RelativePath path = new RelativePath(name);
            Path directory = root.resolve(release.toString()).toRealPath();
            Path file = directory.resolve(name);
            if (!file.toRealPath().equals(file)) {
                return Optional.empty();
            }
            return opened(release, path, file);
        } catch (NoSuchFileException
                | NotDirectoryException
                | InvalidPathException
                | UnsafePathException e) {
            return missing(root);
        } catch (FileSystemException e) {
            requireMirror(root);
            if (isBelowFile(root.resolve(release.toString()), name)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What the system says of it then is in the administrator's language. */
    private static boolean isBelowFile(Path directory, String name) {
        Path above = directory.resolve(name).getParent();
        while (above != null && above.startsWith(directory)) {
            if (Files.isRegularFile(above)) {
                return true;
            }
            above = above.getParent();
        }
        return false;
    }

    private Optional<Representation> missing(Path root) throws MirrorGoneException {
        requireMirror(root);
        return Optional.empty();
    }

    /** Whether there is a mirror in its directory. */
    public boolean isThere() {
        return mirror.isThere();
    }

    /** Fails if there is no mirror in its directory, as where it is unmounted. */
    public void requireMirror() throws MirrorGoneException {
        requireMirror(mirror.directory());
    }

    private void requireMirror(Path root) throws MirrorGoneException {
        boolean isThere = mirror.isThere();
        if (isGone.getAndSet(!isThere) == isThere) {
            LOG.warn(isThere ? "A mirror is in {} again" : "No mirror is in {}", root);
        }
        if (!isThere) {
            throw new MirrorGoneException("no mirror is in " + root);
        }
    }

    private Optional<Representation> opened(EsxRelease release, RelativePath path, Path file)
            throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileState state = FileState.of(file);
            FileChannel channel =
                    FileChannel.open(
                            file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            boolean isKept = false;
            try {
                if (FileState.of(file).equals(state) && channel.size() == state.size()) {
                    Representation opened =
                            new Representation(
                                    new FileBody(channel, state.size()),
                                    MediaTypes.of(path.name()),
                                    new Validators(
                                            tags.of(release, path, state, channel),
                                            state.modified()),
                                    predecessors.of(release, path, state));
                    isKept = true;
                    return Optional.of(opened);
                }
            } finally {
                if (!isKept) {
                    channel.close();
                }
            }
        }
        throw new IOException(file + " is being replaced again and again");
    }

    /** Lets go of what is not needed any more; to be called now and then. */
    public void tidy() {
        ledger.closeIfOld();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
