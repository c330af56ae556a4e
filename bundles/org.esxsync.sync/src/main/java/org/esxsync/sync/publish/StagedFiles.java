package org.esxsync.sync.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.file.DirectoryTree;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.sync.files.DurableFiles;
import org.esxsync.sync.files.FileTree;
import org.esxsync.sync.files.PersistedFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of an artifact in the staging area, verified and on disk: a file or a directory. It
 * stays there until everybody who needs it has it. Safe for many threads.
 */
final class StagedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(StagedFiles.class);

    private final Path path;
    private final StagedArtifact artifact;
    private final PersistedFiles persisted;

    /** Small, since there may be tens of thousands of these, most of which stand at one place. */
    private Set<Path> standing = Set.of();

    private int users;

    /**
     * @param path where it is
     * @param persisted what was seen of its files
     * @param users how often it is needed: once for each release of each patch that has it
     */
    StagedFiles(Path path, StagedArtifact artifact, PersistedFiles persisted, int users) {
        this.path = path;
        this.artifact = artifact;
        this.persisted = persisted;
        this.users = users;
    }

    Path path() {
        return path;
    }

    StagedArtifact artifact() {
        return artifact;
    }

    /** Takes note that it was found or put at a place of the mirror. */
    synchronized void standAt(Path target) {
        Set<Path> places = new HashSet<>(standing);
        places.add(target);
        standing = Set.copyOf(places);
    }

    /** Whether it is known to stand at a place of the mirror. */
    synchronized boolean isAt(Path target) {
        return standing.contains(target);
    }

    /** Gives one user a link to it, or itself to the last one. */
    synchronized void give(Path copy, DurableFiles writes) throws IOException {
        Files.createDirectories(FileTree.parent(copy));
        if (users > 1) {
            link(copy, writes);
        } else {
            Files.move(path, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        users--;
    }

    /** What is there in part could be taken for the whole. */
    private void link(Path copy, DurableFiles writes) throws IOException {
        try {
            writes.link(path, copy);
        } catch (IOException e) {
            discard(copy);
            throw e;
        }
    }

    /** One user does not need it. */
    synchronized void letGo() {
        users--;
        if (users == 0) {
            delete();
        }
    }

    /** Nobody needs it any more. */
    synchronized void delete() {
        discard(path);
    }

    /** What cannot be deleted is in nobody's way, and the next sync clears it. */
    static void discard(Path staged) {
        try {
            DirectoryTree.delete(staged);
        } catch (IOException e) {
            LOG.warn("{} in the staging area cannot be cleared: {}", staged, e.toString());
        }
    }

    /** Its files as they will stand in a release's directory, by path. */
    List<PublishedFile> publishedAt(Placement placement) {
        List<PublishedFile> files = new ArrayList<>();
        for (StagedFile file : artifact.files()) {
            Path staged = placement.unpack() ? file.path().under(path) : path;
            files.add(
                    new PublishedFile(
                            placement.unpack()
                                    ? placement.path().resolve(file.path())
                                    : placement.path(),
                            file.type(),
                            file.size(),
                            file.sha256(),
                            persisted.isExecutable(staged),
                            file.crc32(),
                            persisted.modified(staged)));
        }
        files.sort(FileTree.BY_PATH);
        return files;
    }
}
