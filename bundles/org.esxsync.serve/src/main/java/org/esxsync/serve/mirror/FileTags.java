package org.esxsync.serve.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.http.EntityTag;
import org.esxsync.serve.http.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags that name the very bytes of a file: the SHA-256 that the ledger has, if the file was
 * not touched since. An index changes with each sync, and clients ask for it again and again, so
 * that it has its own. Others have none: to read a large file for each that was restored from a
 * backup would be work that anybody can ask for, and its time is a validator, too. Safe for many
 * threads.
 */
final class FileTags {

    private static final int REMEMBERED = 10_000;
    private static final long MAX_DIGESTED = 64L << 20;
    private static final int BUFFER = 1 << 16;

    private final LedgerLease ledger;
    private final Map<FileState, EntityTag> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<FileState, EntityTag> eldest) {
                    return size() > REMEMBERED;
                }
            };

    FileTags(LedgerLease ledger) {
        this.ledger = ledger;
    }

    /**
     * The tag of an open file, or null if nobody knows its digest.
     *
     * @param state of the file that is open
     * @param channel not closed
     */
    @Nullable EntityTag of(
            EsxRelease release, RelativePath path, FileState state, FileChannel channel)
            throws IOException {
        synchronized (known) {
            EntityTag tag = known.get(state);
            if (tag != null) {
                return tag;
            }
        }
        Optional<EntityTag> found = recorded(release, path, state);
        if (found.isEmpty() && isOfIndex(path) && state.size() <= MAX_DIGESTED) {
            found = digested(state, channel);
        }
        found.ifPresent(
                tag -> {
                    synchronized (known) {
                        known.put(state, tag);
                    }
                });
        return found.orElse(null);
    }

    /** Indexes and their metadata stand at the top; what patches have is below directories. */
    private static boolean isOfIndex(RelativePath path) {
        return path.value().equals(path.name());
    }

    private Optional<EntityTag> recorded(EsxRelease release, RelativePath path, FileState state) {
        return ledger.ask(each -> each.standingFile(release, path))
                .filter(state::isAsPublished)
                .map(standing -> EntityTag.strong(standing.file().sha256()));
    }

    /** Of a file that did not change meanwhile. */
    private static Optional<EntityTag> digested(FileState state, FileChannel channel)
            throws IOException {
        Sha256 digest = new Sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long at = 0;
        for (int n = channel.read(buffer, at); n >= 0; n = channel.read(buffer, at)) {
            at += n;
            digest.update(buffer.flip());
            buffer.clear();
        }
        return at == state.size() && FileState.of(state.path()).equals(state)
                ? Optional.of(digest.tag())
                : Optional.empty();
    }
}
