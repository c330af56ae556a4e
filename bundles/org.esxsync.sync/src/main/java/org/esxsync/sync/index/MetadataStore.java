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
import java.util.concurrent.atomic.AtomicLong;
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
    private final Map<Artifact, String> kept = new ConcurrentHashMap<>();
    private final AtomicLong nextName = new AtomicLong();
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
     * @return its SHA-256
     */
    public String keep(Artifact metadata) throws IOException {
        String known = kept.get(metadata);
        if (known != null) {
            return known;
        }
        synchronized (locks.computeIfAbsent(metadata.location(), location -> new Object())) {
            String sha256 = find(metadata).orElse(null);
            if (sha256 == null) {
                sha256 = fetch(metadata);
            }
            kept.put(metadata, sha256);
            return sha256;
        }
    }

    private Optional<String> find(Artifact metadata) {
        return metadata.sha256()
                .map(Digest::hex)
                .filter(sha256 -> Files.exists(mirror.metadata(sha256)));
    }

    private String fetch(Artifact metadata) throws IOException {
        Path target = mirror.staging().resolve("metadata-" + nextName.incrementAndGet());
        StagedArtifact staged = stage(metadata, target);
        writes.file(target);
        writes.move(target, mirror.metadata(staged.sha256()));
        return staged.sha256();
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
        kept.clear();
        Path directory = mirror.metadata();
        if (!Files.isDirectory(directory)) {
            return;
        }
        try {
            for (Path copy : list(directory)) {
                if (!named.contains(copy.getFileName().toString())) {
                    writes.delete(copy, mirror.epoch() == 0 ? null : mirror.staging());
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
