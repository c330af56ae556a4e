package org.esxsync.source.depot.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;

/**
 * What a metadata zip offers in which nothing had to be rejected, and nothing stands that only
 * filtering it can judge: if all of it was published, hosts may read it as it is.
 *
 * @param patches of each patch, by its kind and id, a hash of what tells one with this id from
 *     another
 * @param vibs the entries that describe VIBs, by the ids of these
 */
public record PlainZip(Map<String, Integer> patches, Map<String, VibEntry> vibs) {

    /**
     * An entry that describes a VIB.
     *
     * @param name the entry's name
     * @param content a hash of what has to be equal wherever the VIB is described
     * @param file the path of the VIB's file
     */
    public record VibEntry(String name, int content, RelativePath file) {}

    /** Whether these are its patches, all of them and no others. */
    public boolean isOf(List<Patch> published) {
        if (published.size() != patches.size()) {
            return false;
        }
        for (Patch patch : published) {
            Integer hash = patches.get(name(patch));
            if (hash == null || hash != hash(patch)) {
                return false;
            }
        }
        return true;
    }

    private static String name(Patch patch) {
        return patch.kind() + " " + patch.id();
    }

    /** Its key is not worth a digest of each patch here. */
    private static int hash(Patch patch) {
        // Of all else the index names the platforms.
        int hash = patch.kind() == PatchKind.BULLETIN ? patch.platforms().hashCode() : 0;
        for (Artifact file : patch.artifacts()) {
            hash = Objects.hash(hash, file.path(), file.size(), file.digests());
        }
        ImageProfile profile = patch.profile();
        return profile == null
                ? hash
                : Objects.hash(
                        hash, patch.vibs().stream().map(Vib::id).toList(), profile.missingVibs());
    }

    /** Collects what a zip offers while it is read. For one zip, and one thread. */
    public static final class Builder {

        private final Map<String, Integer> patches = new HashMap<>();
        private final Map<String, VibEntry> vibs = new HashMap<>();
        private boolean isOrdinary = true;
        private boolean isWhole;

        /** Takes what {@link MetadataReader.Contents#vib} is told. */
        public void vib(String entry, Vib vib, Artifact file) {
            vibs.put(vib.id(), new VibEntry(entry, VibContent.of(vib, file), file.path()));
        }

        /** Takes a patch. Of two with one id, hosts get the later one. */
        public void patch(Patch patch) {
            boolean isFirst = patches.put(name(patch), hash(patch)) == null;
            isOrdinary &=
                    isFirst
                            && patch.kind() != PatchKind.NOTICE
                            && patch.artifacts().stream()
                                    .noneMatch(file -> file.digests().isEmpty());
        }

        /** Takes what {@link MetadataReader.Contents#plain} tells. */
        public void plain() {
            isWhole = true;
        }

        /** What the zip offers, if it is plain. */
        public Optional<PlainZip> build() {
            return isOrdinary && isWhole
                    ? Optional.of(new PlainZip(patches, vibs))
                    : Optional.empty();
        }
    }
}
