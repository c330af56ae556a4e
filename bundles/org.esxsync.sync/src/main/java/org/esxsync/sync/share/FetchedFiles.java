package org.esxsync.sync.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.fetch.StagedArtifact;
import org.esxsync.api.fetch.StagedFile;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;

/**
 * Compares what a node reported with what was published, and with what lies on disk. Contents were
 * verified by that node, and are not read again.
 */
final class FetchedFiles {

    private FetchedFiles() {}

    /** Whether a report can be that of an artifact. */
    static boolean isOf(Placement placement, StagedArtifact staged) {
        Artifact artifact = placement.artifact();
        boolean isOfSize =
                artifact.size() == Artifact.UNKNOWN_SIZE || artifact.size() == staged.size();
        boolean isOfDigest =
                artifact.sha256().map(Digest::hex).map(staged.sha256()::equals).orElse(true)
                        && artifact.digests().containsAll(staged.checked());
        return isOfSize && isOfDigest && (placement.unpack() || isFile(staged));
    }

    private static boolean isFile(StagedArtifact staged) {
        List<StagedFile> files = staged.files();
        return files.size() == 1
                && files.get(0).type() == StagedFile.Type.FILE
                && files.get(0).size() == staged.size()
                && files.get(0).sha256().equals(staged.sha256());
    }

    /** Whether just the files are there that were reported, of their types and sizes. */
    static boolean areAt(Path path, boolean unpacked, StagedArtifact staged) throws IOException {
        return unpacked
                ? Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                        && sizes(path).equals(expected(path, staged))
                : Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(path) == staged.size();
    }

    /** A link counts without its size, which is that of its text in some file system's bytes. */
    private static Map<Path, Long> sizes(Path directory) throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                BasicFileAttributes attributes =
                        Files.readAttributes(
                                each, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (!attributes.isDirectory()) {
                    sizes.put(each, attributes.isRegularFile() ? attributes.size() : -1);
                }
            }
        }
        return sizes;
    }

    private static Map<Path, Long> expected(Path directory, StagedArtifact staged) {
        Map<Path, Long> sizes = new HashMap<>();
        staged.files()
                .forEach(
                        each ->
                                sizes.put(
                                        each.path().under(directory),
                                        each.type() == StagedFile.Type.FILE ? each.size() : -1));
        return sizes;
    }
}
