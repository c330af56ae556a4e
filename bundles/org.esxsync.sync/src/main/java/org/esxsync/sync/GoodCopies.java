package org.esxsync.sync;

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

/**
 * Finds the published bytes of a damaged file: in another release of the mirror, else at the source
 * of its patch, which is fetched once however many of its files are damaged. Used by one thread.
 */
final class GoodCopies {

    private final Mirror mirror;
    private final Ledger ledger;
    private final Downloader downloader;
    private final PatchLayouts layouts;
    private final ForcedWrites writes;
    private final Map<String, List<Path>> publishedAt = new HashMap<>();
    private final Map<EsxRelease, List<Publication>> publications = new HashMap<>();
    private final Map<Artifact, Optional<EsxSyncException>> fetched = new HashMap<>();
    private final Map<String, Path> staged = new HashMap<>();
    private int nextStage;

    GoodCopies(OpenMirror open, Downloader downloader) {
        this.mirror = open.mirror();
        this.ledger = open.ledger();
        this.downloader = downloader;
        this.layouts = open.layouts();
        this.writes = open.writes();
    }

    /**
     * Stages what a damaged file should be, on disk and with its mode.
     *
     * @throws EsxSyncException if its bytes are nowhere to be had
     */
    Path stage(Damage damage, PublishedFile published) throws IOException {
        Optional<Path> good = inMirror(damage.file(), published);
        if (good.isEmpty()) {
            fetch(damage, published);
            good = Optional.ofNullable(staged.get(published.sha256()));
        }
        if (good.isEmpty()) {
            throw new EsxSyncException(
                    "its source has other bytes now than were published; restore it from a backup");
        }
        Path copy = Files.createDirectories(mirror.staging()).resolve("repair-" + nextStage++);
        writes.link(good.get(), copy);
        if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            FileModes.set(copy, published.executable());
            writes.tree(copy);
        }
        return copy;
    }

    private Optional<Path> inMirror(Path damaged, PublishedFile published) throws IOException {
        if (publications.isEmpty()) {
            readLedger();
        }
        for (Path candidate : publishedAt.getOrDefault(published.sha256(), List.of())) {
            if (!candidate.equals(damaged)
                    && Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)) {
                PublishedFile found = PublishedTree.describe(candidate, published.path());
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
            List<Publication> standing = ledger.publications(release);
            publications.put(release, standing);
            for (Publication publication : standing) {
                for (PublishedFile file : publication.files()) {
                    publishedAt
                            .computeIfAbsent(file.sha256(), key -> new ArrayList<>(1))
                            .add(file.path().under(mirror.release(release)));
                }
            }
        }
    }

    private void fetch(Damage damage, PublishedFile published) throws IOException {
        boolean isMetadata = damage.file().equals(mirror.metadata(published.sha256()));
        for (Publication publication : publications.getOrDefault(damage.release(), List.of())) {
            Patch patch = publication.patch();
            Artifact metadata = patch.metadata();
            if (!isMetadata && publication.files().contains(published)) {
                fetch(patch, published.path());
            } else if (isMetadata
                    && metadata != null
                    && published.sha256().equals(publication.metadataSha256())) {
                fetch(new Placement(metadata, metadata.path(), false));
            }
            if (staged.containsKey(published.sha256())) {
                return;
            }
        }
    }

    /** Fetches what holds the path first; the others only if the layout has changed since. */
    private void fetch(Patch patch, RelativePath path) throws IOException {
        List<Placement> placements = new ArrayList<>(layouts.place(patch));
        placements.sort(Comparator.comparing(placement -> !holds(placement, path)));
        boolean certain = holds(placements.get(0), path);
        for (Placement placement : certain ? placements.subList(0, 1) : placements) {
            fetch(placement);
        }
    }

    private static boolean holds(Placement placement, RelativePath path) {
        return path.equals(placement.path())
                || placement.unpack() && path.value().startsWith(placement.path() + "/");
    }

    private void fetch(Placement placement) throws IOException {
        Artifact artifact = placement.artifact();
        Optional<EsxSyncException> earlier = fetched.get(artifact);
        if (earlier == null) {
            earlier = tryToFetch(placement);
            fetched.put(artifact, earlier);
        }
        if (earlier.isPresent()) {
            throw new EsxSyncException(earlier.get().getMessage(), earlier.get());
        }
    }

    private Optional<EsxSyncException> tryToFetch(Placement placement) throws IOException {
        Artifact artifact = placement.artifact();
        Path target = Files.createDirectories(mirror.staging()).resolve("fetched-" + nextStage++);
        try {
            if (placement.unpack()) {
                downloader.unpack(artifact, target, mirror.partials(), TransferListener.NONE);
            } else {
                downloader.download(artifact, target, mirror.partials(), TransferListener.NONE);
            }
        } catch (EsxSyncException e) {
            return Optional.of(e);
        }
        for (PublishedFile file : PublishedTree.read(target, placement.path())) {
            boolean single = file.path().equals(placement.path());
            staged.put(
                    file.sha256(),
                    single
                            ? target
                            : target.resolve(
                                    file.path()
                                            .value()
                                            .substring(placement.path().value().length() + 1)));
        }
        return Optional.empty();
    }
}
