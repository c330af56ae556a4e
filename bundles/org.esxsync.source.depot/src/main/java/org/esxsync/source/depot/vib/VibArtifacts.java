package org.esxsync.source.depot.vib;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.Bulletin;

/**
 * Makes artifacts of VIBs, checking all that a bulletin says of them.
 *
 * @param places where the file of a path is
 */
public record VibArtifacts(Function<RelativePath, URI> places) {

    public List<Artifact> artifacts(List<Bulletin.Vib> vibs) {
        Map<RelativePath, Artifact> artifacts = new LinkedHashMap<>();
        for (Bulletin.Vib vib : vibs) {
            add(artifact(vib), artifacts);
        }
        return List.copyOf(artifacts.values());
    }

    /**
     * @throws IllegalArgumentException if there is another one of its path already
     */
    public static void add(Artifact artifact, Map<RelativePath, Artifact> artifacts) {
        Artifact other = artifacts.putIfAbsent(artifact.path(), artifact);
        if (other != null && !other.equals(artifact)) {
            throw new IllegalArgumentException(
                    "it lists %s twice with different content".formatted(artifact.path()));
        }
    }

    public Artifact artifact(Bulletin.Vib vib) {
        RelativePath path = DepotUrl.safe(vib.relativePath());
        if (!path.name().toLowerCase(Locale.ROOT).endsWith(".vib")) {
            // anything else could take the place of one of the depot's own documents
            throw new IllegalArgumentException("%s is not a .vib file".formatted(path));
        }
        return new Artifact(path, places.apply(path), size(vib), digests(vib));
    }

    private static long size(Bulletin.Vib vib) {
        if (!vib.packedSize().matches("\\d{1,18}")) {
            throw new IllegalArgumentException(
                    "the packedSize of %s is '%s'"
                            .formatted(vib.relativePath(), PlainText.line(vib.packedSize())));
        }
        return Long.parseLong(vib.packedSize());
    }

    private static List<Digest> digests(Bulletin.Vib vib) {
        if (vib.checksums().isEmpty()) {
            throw new IllegalArgumentException(vib.relativePath() + " has no checksum");
        }
        List<Digest> digests = new ArrayList<>();
        for (Bulletin.Checksum checksum : vib.checksums()) {
            digests.add(digest(vib.relativePath(), checksum));
        }
        return digests;
    }

    private static Digest digest(String path, Bulletin.Checksum checksum) {
        Digest.Algorithm algorithm =
                Digest.Algorithm.named(checksum.type())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s has a checksum of the unknown type '%s'"
                                                        .formatted(
                                                                path,
                                                                PlainText.line(checksum.type()))));
        try {
            return new Digest(algorithm, checksum.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the checksum of %s is %s".formatted(path, PlainText.reason(e)), e);
        }
    }
}
