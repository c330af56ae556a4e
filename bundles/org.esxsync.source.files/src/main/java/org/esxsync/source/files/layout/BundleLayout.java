package org.esxsync.source.files.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.layout.LayoutFinding;
import org.esxsync.api.layout.PatchLayout;
import org.esxsync.api.layout.Placement;
import org.esxsync.api.layout.WrittenIndex;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.osgi.service.component.annotations.Component;

/**
 * The patches whose ids carry their release, as each release's own tool takes them: for ESX 3.x
 * unpacked, a directory each, with links that make a depot of them; for ESXi 3.5 and for 4.x the
 * archive as it is. Beside them stands an index for people and programs.
 */
@Component(property = PatchLayout.FORMAT + "=" + BundleLayout.NAME)
public final class BundleLayout implements PatchLayout {

    /** The format of every patch that is laid out so. */
    public static final String NAME = "bundle";

    @Override
    public List<Placement> place(Patch patch) {
        if (!Places.isUnpacked(patch)) {
            return patch.artifacts().stream()
                    .map(archive -> new Placement(archive, archive.path(), false))
                    .toList();
        }
        RelativePath directory = Places.directory(patch);
        if (patch.artifacts().size() == 1) {
            return List.of(new Placement(patch.artifacts().get(0), directory, true));
        }
        return patch.artifacts().stream()
                .map(archive -> new Placement(archive, Places.below(directory, archive), true))
                .toList();
    }

    /** A bundle's directory is named for its patch, or in a way of its own, never for another. */
    @Override
    public boolean suits(Patch patch, String directory) {
        return !LegacyPatchId.isOfAnother(directory, patch.id());
    }

    @Override
    public WrittenIndex writeIndex(
            EsxRelease release, List<IndexedPatch> patches, List<Patch> notices, Path directory) {
        try {
            return WrittenIndex.of(
                    new ReleaseIndex(release, patches.stream().map(StandingPatch::of).toList())
                            .write(directory));
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: the index of %s cannot be written: %s; check disk and rights"
                            .formatted(directory, release, e.getMessage()),
                    e);
        }
    }

    @Override
    public List<LayoutFinding> check(
            EsxRelease release,
            List<IndexedPatch> patches,
            Path directory,
            Map<RelativePath, PublishedFile> files) {
        try {
            return new IndexCheck(
                            directory,
                            patches.stream().map(StandingPatch::of).toList(),
                            files.keySet())
                    .findings();
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: the index of %s cannot be read: %s; check disk and rights"
                            .formatted(directory, release, e.getMessage()),
                    e);
        }
    }

    @Override
    public List<String> installation(EsxRelease release, IndexedPatch patch) {
        return HostCommands.of(release, StandingPatch.of(patch));
    }
}
