package org.esxsync.source.depot.check;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.layout.LayoutFinding;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.FolderFiles;
import org.esxsync.source.depot.index.DepotDocuments;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.read.MetadataReader;

/** Follows a depot from its index to its VIBs, as a host does. Used once. */
public final class DepotCheck {

    private static final RelativePath INDEX = new RelativePath("index.xml");

    private final Path directory;
    private final Findings findings = new Findings();
    private final OfferedContent content;

    private DepotCheck(Path directory, Map<RelativePath, PublishedFile> files) {
        this.directory = directory;
        this.content = new OfferedContent(files, findings);
    }

    /**
     * What a host would miss or stumble over.
     *
     * @param directory the directory of the index
     * @param patches what a host must find
     * @param files what stands there, except for what is damaged
     */
    public static List<LayoutFinding> of(
            Path directory, List<Patch> patches, Map<RelativePath, PublishedFile> files) {
        DepotCheck check = new DepotCheck(directory.toAbsolutePath().normalize(), files);
        check.read(patches);
        return check.findings.list();
    }

    private void read(List<Patch> patches) {
        Path index = INDEX.under(directory);
        if (!Files.isRegularFile(index)) {
            findings.add(INDEX, "there is no index, so no host can read this depot");
            return;
        }
        try (FolderFiles depot = new FolderFiles(index)) {
            DepotDocuments documents =
                    DepotDocuments.of(depot, new UnfollowedLinks(findings), new Fingerprint());
            documents.metadata().forEach(this::zip);
            content.end();
            patches.stream()
                    .filter(patch -> !content.describes(patch))
                    .forEach(this::tellUndescribed);
        } catch (EsxSyncException e) {
            Cancellation.rethrow(e);
            findings.add(INDEX, e.getMessage());
        }
    }

    private void tellUndescribed(Patch patch) {
        findings.add(
                INDEX,
                "%s is published, and no metadata zip describes it, so no host finds it; sync '%s' again"
                        .formatted(patch.id(), patch.source()));
    }

    private void zip(URI location, Set<Platform> platforms) {
        Path file = Path.of(location);
        if (!file.normalize().startsWith(directory)) {
            findings.add(INDEX, "the index leads to " + file + ", which is not in this depot");
            return;
        }
        RelativePath path =
                new RelativePath(directory.relativize(file).toString().replace('\\', '/'));
        Artifact document = new Artifact(path, location, Artifact.UNKNOWN_SIZE, List.of());
        try (MetadataZip zip = new MetadataZip(path.value(), file)) {
            content.start(path);
            MetadataReader.read(zip, "check", document, List.copyOf(platforms), content);
        } catch (EsxSyncException e) {
            Cancellation.rethrow(e);
            findings.add(path, e.getMessage());
        }
    }

    /** Takes what of the indexes cannot be followed; no patch comes from there. */
    private record UnfollowedLinks(Findings findings) implements PatchSink {

        @Override
        public void accept(Patch patch) {}

        @Override
        public void reject(String what, EsxSyncException problem) {
            findings.add(INDEX, problem.getMessage());
        }
    }
}
