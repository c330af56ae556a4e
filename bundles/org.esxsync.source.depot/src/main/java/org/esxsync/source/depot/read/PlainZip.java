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
import org.esxsync.source.depot.vib.VibContent;
import org.jspecify.annotations.Nullable;

/**
 * What a metadata zip offers in which nothing had to be rejected, and nothing stands that only
 * filtering it can judge: if all of it was published, hosts may read it as it is.
 *
 * @param patches the entries that describe patches, by kind and id of these
 * @param vibs the entries that describe VIBs, by the ids of these
 * @param oldList the ids of the bulletins in {@code vmware.xml}, in its order; empty if there is
 *     none
 */
public record PlainZip(
        Map<String, PatchEntry> patches, Map<String, VibEntry> vibs, List<String> oldList) {

    /**
     * An entry that describes a patch.
     *
     * @param name the entry's name
     * @param hash a hash of what tells one with this id from another
     * @param vibs the ids of its VIBs
     */
    public record PatchEntry(String name, int hash, List<String> vibs) {}

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
        return published.size() == patches.size() && offers(published);
    }

    /** Whether it describes each of these as it was published. */
    public boolean offers(List<Patch> published) {
        for (Patch patch : published) {
            PatchEntry entry = patches.get(name(patch));
            if (entry == null || entry.hash() != hash(patch)) {
                return false;
            }
        }
        return true;
    }

    /** The entry of a patch that it offers. */
    public PatchEntry entry(Patch patch) {
        return Objects.requireNonNull(patches.get(name(patch)), patch::id);
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

        private final Map<String, PatchEntry> patches = new HashMap<>();
        private final Map<String, VibEntry> vibs = new HashMap<>();
        private boolean isOrdinary = true;
        private @Nullable List<String> oldList;

        /** Takes what {@link MetadataReader.Contents#vib} is told. */
        public void vib(String entry, Vib vib, Artifact file) {
            vibs.put(vib.id(), new VibEntry(entry, VibContent.of(vib, file), file.path()));
        }

        /** Takes a patch. Of two with one id, hosts get the later one. */
        public void patch(String entry, Patch patch) {
            List<String> ids = patch.vibs().stream().map(Vib::id).toList();
            PatchEntry described = new PatchEntry(entry, hash(patch), ids);
            boolean isFirst = patches.put(name(patch), described) == null;
            isOrdinary &=
                    isFirst
                            && patch.kind() != PatchKind.NOTICE
                            && patch.artifacts().stream()
                                    .noneMatch(file -> file.digests().isEmpty());
        }

        /** Takes what {@link MetadataReader.Contents#plain} tells. */
        public void plain(List<String> bulletins) {
            oldList = List.copyOf(bulletins);
        }

        /** What the zip offers, if it is plain. */
        public Optional<PlainZip> build() {
            List<String> bulletins = oldList;
            return isOrdinary && bulletins != null
                    ? Optional.of(new PlainZip(patches, vibs, bulletins))
                    : Optional.empty();
        }
    }
}
