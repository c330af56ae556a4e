package org.esxsync.sync.care;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Downloader;
import org.esxsync.api.fetch.TransferListener;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.PatchLayouts;
import org.esxsync.sync.publish.Placements;
import org.esxsync.sync.share.ArtifactFetch;

/**
 * Finds the published bytes of a damaged file: in another release of the mirror, else at the source
 * of its patch, which is fetched once however many of its files are damaged. Used by one thread.
 */
final class IntactCopies {

    private final MirrorPaths mirror;
    private final Ledger ledger;
    private final Downloader downloader;
    private final PatchLayouts layouts;
    private final DurableFiles writes;
    private final Map<String, List<Path>> publishedAt = new HashMap<>();
    private final Map<Published, List<Patch>> publishers = new HashMap<>();
    private final Map<String, List<Artifact>> documents = new HashMap<>();
    private final Map<Artifact, Optional<EsxSyncException>> fetched = new HashMap<>();
    private final Map<String, Path> staged = new HashMap<>();
    private boolean ledgerIsRead;
    private int nextFile;

    /** What stands at a path of the mirror. */
    private record Published(Path path, String sha256) {}

    IntactCopies(LockedMirror open, Downloader downloader) {
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.downloader = downloader;
        this.layouts = open.layouts();
        this.writes = open.writes();
    }

    /**
     * Stages what a damaged file should be, on disk and with its mode.
     *
     * @throws EsxSyncException if no intact copy can be found
     */
    Path stage(Damage damage, PublishedFile published) throws IOException {
        Optional<Path> good = inMirror(damage.file(), published);
        if (good.isEmpty()) {
            fetch(damage, published);
            good = Optional.ofNullable(staged.get(published.sha256()));
        }
        if (good.isEmpty()) {
            throw new EsxSyncException(
                    "its source now has a different file than was published; restore it from a"
                            + " backup");
        }
        Path copy = Files.createDirectories(mirror.staging()).resolve("repair-" + nextFile++);
        writes.link(good.get(), copy);
        if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            writes.mode(copy, published.executable());
            writes.file(copy);
        }
        return copy;
    }

    private Optional<Path> inMirror(Path damaged, PublishedFile published) throws IOException {
        if (!ledgerIsRead) {
            readLedger();
        }
        for (Path candidate : publishedAt.getOrDefault(published.sha256(), List.of())) {
            if (!candidate.equals(damaged)
                    && FileTree.exists(candidate)
                    && !Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)) {
                PublishedFile found = FileTree.describe(candidate, published.path());
                if (found.sha256().equals(published.sha256())
                        && found.type() == published.type()
                        && found.executable() == published.executable()) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private void readLedger() {
        for (EsxRelease release : ledger.publishedKeys().keySet()) {
            Path root = mirror.release(release);
            for (Publication publication : ledger.publications(release)) {
                Patch patch = publication.patch();
                for (PublishedFile file : publication.files()) {
                    Path path = file.path().under(root);
                    add(publishedAt, file.sha256(), path);
                    add(publishers, new Published(path, file.sha256()), patch);
                }
                Artifact metadata = patch.metadata();
                String sha256 = publication.metadataSha256();
                if (metadata != null && sha256 != null) {
                    add(documents, sha256, metadata);
                }
            }
        }
        ledgerIsRead = true;
    }

    private static <K, V> void add(Map<K, List<V>> lists, K key, V value) {
        lists.computeIfAbsent(key, each -> new ArrayList<>(1)).add(value);
    }

    private void fetch(Damage damage, PublishedFile published) throws IOException {
        String sha256 = published.sha256();
        if (damage.file().equals(mirror.metadata(sha256))) {
            for (Artifact metadata : documents.getOrDefault(sha256, List.of())) {
                if (!staged.containsKey(sha256)) {
                    fetch(new Placement(metadata, metadata.path(), false));
                }
            }
            return;
        }
        for (Patch patch :
                publishers.getOrDefault(new Published(damage.file(), sha256), List.of())) {
            if (!staged.containsKey(sha256)) {
                fetch(patch, published.path());
            }
        }
    }

    /** Fetches what holds the path first; the others only if the layout has changed since. */
    private void fetch(Patch patch, RelativePath path) throws IOException {
        List<Placement> placements = new ArrayList<>(layouts.place(patch));
        placements.sort(Comparator.comparing(placement -> !Placements.contains(placement, path)));
        boolean certain = Placements.contains(placements.get(0), path);
        for (Placement placement : certain ? placements.subList(0, 1) : placements) {
            fetch(placement);
        }
    }

    private void fetch(Placement placement) throws IOException {
        Artifact artifact = placement.artifact();
        Optional<EsxSyncException> earlier = fetched.get(artifact);
        if (earlier == null) {
            earlier = tryToFetch(placement);
            fetched.put(artifact, earlier);
        }
        if (earlier.isPresent()) {
            throw new EsxSyncException(String.valueOf(earlier.get().getMessage()), earlier.get());
        }
    }

    private Optional<EsxSyncException> tryToFetch(Placement placement) throws IOException {
        Path target = Files.createDirectories(mirror.staging()).resolve("fetched-" + nextFile++);
        try {
            ArtifactFetch.download(
                    placement, target, mirror.partials(), downloader, TransferListener.NONE);
        } catch (EsxSyncException e) {
            return Optional.of(e);
        }
        for (PublishedFile file : FileTree.read(target, placement.path())) {
            staged.put(
                    file.sha256(),
                    placement.unpack()
                            ? Placements.below(placement, file.path()).under(target)
                            : target);
        }
        return Optional.empty();
    }
}
