package org.esxsync.sync;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;

/** The mirror's copies of the metadata documents of published patches. Safe for many threads. */
final class MetadataCopies {

    private final Mirror mirror;
    private final Downloader downloader;
    private final ForcedWrites writes;
    private final Map<URI, Object> locks = new ConcurrentHashMap<>();

    MetadataCopies(Mirror mirror, Downloader downloader, ForcedWrites writes) {
        this.mirror = mirror;
        this.downloader = downloader;
        this.writes = writes;
    }

    /**
     * Keeps a copy of a document, unless there is one.
     *
     * @param stage a directory for the download
     * @return its SHA-256
     */
    String keep(Artifact metadata, Path stage) throws IOException {
        synchronized (locks.computeIfAbsent(metadata.location(), location -> new Object())) {
            for (Digest digest : metadata.digests()) {
                if (digest.algorithm() == Digest.Algorithm.SHA_256
                        && Files.exists(mirror.metadata(digest.hex()))) {
                    return digest.hex();
                }
            }
            Path target = stage.resolve("metadata");
            StagedArtifact staged =
                    downloader.download(metadata, target, mirror.partials(), TransferListener.NONE);
            writes.tree(target);
            writes.move(target, mirror.metadata(staged.sha256()));
            return staged.sha256();
        }
    }

    /** Deletes the copies that are not among these. */
    void keepOnly(Set<String> named) {
        Path directory = mirror.metadata("any").getParent();
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            for (Path copy : list(directory)) {
                if (!named.contains(copy.getFileName().toString())) {
                    Files.delete(copy);
                }
            }
        } catch (IOException e) {
            throw new EsxSyncException(
                    "old metadata documents cannot be removed: %s; check disk and rights of %s"
                            .formatted(e, directory),
                    e);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
