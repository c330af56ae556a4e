package org.esxsync.sync.mirror;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layouts that are installed. They are plug-ins: what one of them throws becomes an exception
 * that names the layout. Safe for many threads.
 *
 * @param byFormat each by the format that it knows
 */
public record PatchLayouts(Map<String, PatchLayout> byFormat) {

    private static final Logger LOG = LoggerFactory.getLogger(PatchLayouts.class);

    public PatchLayouts {
        byFormat = Map.copyOf(byFormat);
    }

    /**
     * Those that are installed at the moment.
     *
     * @param services each with its properties, in the order of their ranking, the highest last
     */
    public static PatchLayouts of(List<Map.Entry<Map<String, Object>, PatchLayout>> services) {
        return new PatchLayouts(
                services.stream()
                        .collect(
                                Collectors.toMap(
                                        entry ->
                                                String.valueOf(
                                                        entry.getKey().get(PatchLayout.FORMAT)),
                                        Map.Entry::getValue,
                                        (lower, higher) -> higher)));
    }

    /**
     * With which lines a host takes a patch; see {@link PatchLayout#installation}. Empty if its
     * layout is not installed.
     *
     * @throws EsxSyncException if its layout cannot tell
     */
    public List<String> installation(EsxRelease release, IndexedPatch patch) {
        String format = patch.patch().format();
        return byFormat.containsKey(format)
                ? list(format, layout -> layout.installation(release, patch))
                : List.of();
    }

    /**
     * Where each artifact of a patch goes, of which there is at least one.
     *
     * @throws EsxSyncException if its layout is not installed or cannot tell
     */
    public List<Placement> place(Patch patch) {
        List<Placement> placements = list(patch.format(), layout -> layout.place(patch));
        if (placements.isEmpty()) {
            throw new EsxSyncException(
                    "defect in the layout of the format '%s': it gives the patch no path"
                            .formatted(patch.format()));
        }
        if (placements.size() > 1) {
            requireApart(placements);
        }
        return placements;
    }

    /**
     * Whether an archive can be a patch's by the directory in it; see {@link PatchLayout#suits}.
     *
     * @throws EsxSyncException if its layout is not installed or cannot tell
     */
    public boolean suits(Patch patch, String directory) {
        return ask(patch.format(), layout -> layout.suits(patch, directory));
    }

    private static void requireApart(List<Placement> placements) {
        Set<String> paths = new HashSet<>();
        placements.forEach(placement -> paths.add(placement.path().value()));
        for (String path : paths) {
            for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
                if (paths.contains(path.substring(0, end))) {
                    throw new EsxSyncException(
                            "it has '%s' and a file with the name of that directory; both cannot exist"
                                    .formatted(path));
                }
            }
        }
    }

    /**
     * Writes a release's index for the patches of one format; see {@link PatchLayout#writeIndex}.
     *
     * @throws EsxSyncException if its layout is not installed or cannot write it
     */
    public WrittenIndex writeIndex(
            EsxRelease release,
            String format,
            List<IndexedPatch> patches,
            List<Patch> notices,
            Path directory) {
        try {
            return ask(format, layout -> layout.writeIndex(release, patches, notices, directory));
        } catch (EsxSyncException e) {
            throw new EsxSyncException(
                    "%s: its index cannot be written: %s".formatted(release, e.getMessage()), e);
        }
    }

    /**
     * Reads a release's directory as hosts of one format do; see {@link PatchLayout#check}.
     *
     * @throws EsxSyncException if its layout is not installed or cannot read it
     */
    public List<LayoutFinding> check(
            EsxRelease release,
            String format,
            List<IndexedPatch> patches,
            Path directory,
            Map<RelativePath, PublishedFile> files) {
        return list(format, layout -> layout.check(release, patches, directory, files));
    }

    private <T> List<T> list(String format, Function<PatchLayout, List<T>> question) {
        return ask(format, layout -> List.copyOf(question.apply(layout)));
    }

    private <T> T ask(String format, Function<PatchLayout, T> question) {
        PatchLayout layout = byFormat.get(format);
        if (layout == null) {
            throw new EsxSyncException(
                    "no layout for the format '%s' is installed; deploy the bundle that brings it"
                            .formatted(format));
        }
        try {
            return question.apply(layout);
        } catch (EsxSyncException e) {
            throw e;
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            LOG.debug("defect in the layout of '{}'", format, e);
            throw new EsxSyncException(
                    "defect in the layout of the format '%s': %s".formatted(format, e), e);
        }
    }
}
