package org.esxsync.sync.index;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.mirror.MirrorPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mirror's copies of the metadata documents of published patches. Safe for many threads. */
public final class MetadataStore {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataStore.class);

    private final MirrorPaths mirror;
    private final Downloader downloader;
    private final DurableFiles writes;
    private final Map<URI, Object> locks = new ConcurrentHashMap<>();
    private volatile Map<Digest, Path> offered = Map.of();

    public MetadataStore(MirrorPaths mirror, Downloader downloader, DurableFiles writes) {
        this.mirror = mirror;
        this.downloader = downloader;
        this.writes = writes;
    }

    /** Tells of copies that the sources have, which need not be fetched again. */
    public void offer(Map<Digest, Path> copies) {
        offered = Map.copyOf(copies);
    }

    /**
     * Keeps a copy of a document, unless there is one.
     *
     * @param directory a directory for the download
     * @return its SHA-256
     */
    public String keep(Artifact metadata, Path directory) throws IOException {
        synchronized (locks.computeIfAbsent(metadata.location(), location -> new Object())) {
            Optional<String> kept =
                    metadata.sha256()
                            .map(Digest::hex)
                            .filter(sha256 -> Files.exists(mirror.metadata(sha256)));
            if (kept.isPresent()) {
                return kept.get();
            }
            Path target = directory.resolve("metadata");
            StagedArtifact staged = stage(metadata, target);
            writes.file(target);
            writes.move(target, mirror.metadata(staged.sha256()));
            return staged.sha256();
        }
    }

    private StagedArtifact stage(Artifact metadata, Path target) {
        for (Digest digest : metadata.digests()) {
            Path copy = offered.get(digest);
            if (copy != null) {
                try {
                    return download(
                            new Artifact(
                                    metadata.path(),
                                    copy.toUri(),
                                    metadata.size(),
                                    metadata.digests()),
                            target);
                } catch (FetchException e) {
                    LOG.debug("a source's copy cannot be used: {}", e.getMessage());
                }
            }
        }
        return download(metadata, target);
    }

    private StagedArtifact download(Artifact metadata, Path target) {
        return downloader.download(metadata, target, mirror.partials(), TransferListener.NONE);
    }

    /** Deletes the copies that are not among these. */
    public void keepOnly(Set<String> named) {
        Path directory = mirror.metadata();
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
