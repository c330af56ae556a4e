package org.esxsync.source.depot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.depot.check.DepotCheck;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.read.BulletinPatches;
import org.esxsync.source.depot.read.PlainZips;
import org.esxsync.source.depot.write.DepotWriter;
import org.esxsync.source.depot.write.FilterReport;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The depot of a release, as {@code esxcli}, PowerCLI and Lifecycle Manager read it. All documents
 * stand at its top, so that a VIB's path, which starts in its metadata zip's directory, leads to
 * where the VIB stands.
 */
@Component(property = PatchLayout.FORMAT + "=" + BulletinPatches.FORMAT)
public final class DepotLayout implements PatchLayout {

    private static final Logger LOG = LoggerFactory.getLogger(DepotLayout.class);

    @Reference PlainZips plainZips = new PlainZips();

    @Override
    public List<Placement> place(Patch patch) {
        if (patch.metadata() == null) {
            throw new EsxSyncException(
                    "it has no metadata zip, so that no host could install it from a depot; tell the publisher of '%s'"
                            .formatted(patch.source()));
        }
        return patch.artifacts().stream()
                .map(vib -> new Placement(vib, vib.path(), false))
                .toList();
    }

    @Override
    public WrittenIndex writeIndex(
            EsxRelease release, List<IndexedPatch> patches, List<Patch> notices, Path directory) {
        try {
            Report report = new Report(release, new HashMap<>());
            List<RelativePath> files =
                    new DepotWriter(release, directory, plainZips, report).write(patches, notices);
            return new WrittenIndex(files, report.patches());
        } catch (IOException e) {
            throw new EsxSyncException(
                    "%s: the index of %s cannot be written: %s; check disk and rights"
                            .formatted(directory, release, PlainText.reason(e)),
                    e);
        }
    }

    @Override
    public List<LayoutFinding> check(
            EsxRelease release,
            List<IndexedPatch> patches,
            Path directory,
            Map<RelativePath, PublishedFile> files) {
        return DepotCheck.of(directory, patches.stream().map(IndexedPatch::patch).toList(), files);
    }

    /** Keeps what the caller has to know, and logs the rest. */
    private record Report(EsxRelease release, Map<PatchKey, String> patches)
            implements FilterReport {

        @Override
        public void leftOut(Patch patch, String reason) {
            patches.put(patch.key(), reason);
        }

        @Override
        public void leftOut(String what) {
            LOG.warn("{}: {}", release, what);
        }

        @Override
        public void remark(String what) {
            LOG.info("{}: {}", release, what);
        }
    }
}
