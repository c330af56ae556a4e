package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.Publication;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.mirror.LockedMirror;
import org.esxsync.sync.mirror.MirrorPaths;

/**
 * Stages what the mirror has already, by hard links and after reading it, so that it need not be
 * downloaded again: a patch that another release has, or a file of the published digest.
 */
final class MirroredArtifacts {

    private final LockedMirror open;
    private final MirrorPaths mirror;

    MirroredArtifacts(LockedMirror open) {
        this.open = open;
        this.mirror = open.mirror();
    }

    /**
     * @param releases the releases that the patch is for
     * @param target where to stage it
     * @return what is staged; nothing if it must be downloaded
     */
    Optional<StagedArtifact> stage(
            Patch patch, Placement placement, List<EsxRelease> releases, Path target)
            throws IOException {
        Optional<StagedArtifact> published = published(patch, placement, target);
        return published.isPresent() || placement.unpack()
                ? published
                : byDigest(placement, releases, target);
    }

    private Optional<StagedArtifact> published(Patch patch, Placement placement, Path target)
            throws IOException {
        Optional<Publication> found = open.ledger().publication(patch.key());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Publication publication = found.get();
        Optional<VerifiedArtifact> verified =
                publication.artifacts().stream()
                        .filter(each -> each.path().equals(placement.artifact().path()))
                        .findFirst();
        List<PublishedFile> files = Placements.files(publication, placement);
        Path held = placement.path().under(mirror.release(publication.release()));
        if (verified.isEmpty() || files.isEmpty() || !isThere(held, placement, files)) {
            return Optional.empty();
        }
        open.writes().link(held, target);
        return Optional.of(
                new StagedArtifact(
                        verified.get().size(),
                        verified.get().sha256(),
                        verified.get().checked(),
                        verified.get().computed(),
                        files.stream().map(file -> staged(file, placement)).toList(),
                        null));
    }

    private static boolean isThere(Path held, Placement placement, List<PublishedFile> files)
            throws IOException {
        return FileTree.exists(held) && FileTree.read(held, placement.path()).equals(files);
    }

    private static StagedFile staged(PublishedFile file, Placement placement) {
        RelativePath path =
                placement.unpack()
                        ? Placements.below(placement, file.path())
                        : new RelativePath(file.path().name());
        return new StagedFile(path, file.type(), file.size(), file.sha256(), file.crc32());
    }

    private Optional<StagedArtifact> byDigest(
            Placement placement, List<EsxRelease> releases, Path target) throws IOException {
        Artifact artifact = placement.artifact();
        Optional<Digest> digest = artifact.sha256();
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        for (EsxRelease release : releases) {
            Path held = placement.path().under(mirror.release(release));
            if (hasSize(held, artifact.size())) {
                PublishedFile file = FileTree.describe(held, placement.path());
                if (file.sha256().equals(digest.get().hex())) {
                    open.writes().link(held, target);
                    return Optional.of(
                            new StagedArtifact(
                                    file.size(),
                                    file.sha256(),
                                    List.of(digest.get()),
                                    List.of(staged(file, placement))));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasSize(Path file, long size) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (size == Artifact.UNKNOWN_SIZE || Files.size(file) == size);
    }
}
