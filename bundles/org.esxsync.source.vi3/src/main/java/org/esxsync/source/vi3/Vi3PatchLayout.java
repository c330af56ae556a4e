package org.esxsync.source.vi3;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.osgi.service.component.annotations.Component;

/**
 * Stands VI3 patches unpacked in a directory each, as {@code esxupdate -r} wants them, with the
 * release date first: ESX Server 3.0.0 and 3.0.1 install patches in that order.
 */
@Component(property = PatchLayout.FORMAT + "=" + Vi3PatchLayout.NAME)
public final class Vi3PatchLayout implements PatchLayout {

    /** The format of every patch that this room reads. */
    static final String NAME = "vi3";

    /**
     * Until 3.0.2 the order in which patches are installed matters, as was told at VMworld 2007.
     */
    private static final Set<String> IN_ORDER = Set.of("3.0.0", "3.0.1");

    @Override
    public List<Placement> place(Patch patch) {
        RelativePath directory = directory(patch);
        List<Artifact> tarballs = patch.artifacts();
        if (tarballs.size() == 1) {
            return List.of(new Placement(tarballs.get(0), directory, true));
        }
        return tarballs.stream()
                .map(tarball -> new Placement(tarball, below(directory, tarball), true))
                .toList();
    }

    /** A tarball's directory is named for its patch, or in a way of its own, never for another. */
    @Override
    public boolean suits(Patch patch, String directory) {
        return !LegacyPatchId.isOfAnother(directory, patch.id());
    }

    /** A directory of VI3 patches has no index: a host is given the patch's own directory. */
    @Override
    public WrittenIndex writeIndex(
            EsxRelease release, List<IndexedPatch> patches, List<Patch> notices, Path directory) {
        return WrittenIndex.of(List.of());
    }

    @Override
    public List<String> installation(EsxRelease release, IndexedPatch patch) {
        RelativePath file = patch.firstFile();
        String place =
                file == null ? directory(patch.patch()).value() : file.value().split("/", 2)[0];
        String line = "esxupdate -r http://MIRROR/%s/%s update".formatted(release, place);
        return IN_ORDER.contains(release.version())
                ? List.of("# in the order of the release dates", line)
                : List.of(line);
    }

    private static RelativePath directory(Patch patch) {
        return new RelativePath(
                patch.releaseDate() == null ? patch.id() : patch.releaseDate() + "-" + patch.id());
    }

    private static RelativePath below(RelativePath directory, Artifact tarball) {
        return directory.resolve(new RelativePath(Archives.stem(tarball.name())));
    }
}
