package org.esxsync.source.depot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.read.Bulletin;
import org.esxsync.source.depot.read.BulletinPatches;
import org.esxsync.source.depot.read.Cancellation;
import org.esxsync.source.depot.read.DepotDocuments;
import org.esxsync.source.depot.read.MetadataZip;
import org.jspecify.annotations.Nullable;

/** One scan: takes the bulletins out of depots and hands them on as patches. */
final class DepotScan implements PatchSink {

    /** Each is reported, and stays in the history. */
    private static final int MAX_UNUSABLE = 1_000;

    private final Function<Artifact, BulletinPatches> patches;
    private final PatchSink sink;
    private @Nullable EsxSyncException sinkFailure;
    private boolean complete = true;
    private int unusable;

    private DepotScan(Function<Artifact, BulletinPatches> patches, PatchSink sink) {
        this.patches = patches;
        this.sink = sink;
    }

    /** Each bulletin is a patch that comes as its VIBs. */
    static DepotScan ofDepot(String source, PatchSink sink) {
        return new DepotScan(metadata -> BulletinPatches.ofDepot(source, metadata), sink);
    }

    /** Each bulletin is a patch that comes as the whole archive. */
    static DepotScan ofArchive(PatchArchive archive, PatchSink sink) {
        return new DepotScan(metadata -> BulletinPatches.ofArchive(archive), sink);
    }

    /** Whether nothing had to be rejected so far. */
    boolean isComplete() {
        return complete;
    }

    /** Lists the bulletins of a whole depot. */
    void list(DepotFiles files) {
        list(files, DepotDocuments.metadata(files, this, new Fingerprint()));
    }

    /** Lists the bulletins of some of a depot's metadata zips. */
    void list(DepotFiles files, List<URI> metadata) {
        for (URI zip : metadata) {
            try {
                list(files, zip);
            } catch (EsxSyncException e) {
                rejectOrEnd(files.display(zip), e);
            }
        }
    }

    private void list(DepotFiles files, URI location) {
        unusable = 0;
        String display = files.display(location);
        Path file = files.file(location);
        BulletinPatches ofZip =
                patches.apply(artifact(location, display, file, files.sha256(location)));
        try (MetadataZip zip = new MetadataZip(display, file)) {
            zip.bulletins(bulletin -> list(ofZip, bulletin));
        }
    }

    private void list(BulletinPatches ofZip, Bulletin bulletin) {
        Cancellation.check(bulletin.place());
        Patch patch;
        try {
            patch = ofZip.patch(bulletin);
        } catch (EsxSyncException e) {
            if (++unusable > MAX_UNUSABLE) {
                throw new MalformedSourceException(
                        bulletin.place(),
                        "more than "
                                + MAX_UNUSABLE
                                + " bulletins cannot be used, so the rest is left out");
            }
            reject(bulletin.id().isBlank() ? bulletin.place() : PlainText.line(bulletin.id()), e);
            return;
        }
        accept(patch);
    }

    private static Artifact artifact(URI location, String display, Path file, Digest sha256) {
        String name = display.substring(display.lastIndexOf('/') + 1);
        try {
            return new Artifact(
                    new RelativePath(name), location, Files.size(file), List.of(sha256));
        } catch (IOException e) {
            throw PlainText.unreadable(display, e);
        }
    }

    /** Rejects what cannot be read, unless the scan ends with it. */
    void rejectOrEnd(String what, EsxSyncException problem) {
        Cancellation.rethrow(problem);
        if (problem == sinkFailure) {
            throw problem;
        }
        reject(what, problem);
    }

    @Override
    public void accept(Patch patch) {
        handOver(() -> sink.accept(patch));
    }

    @Override
    public void reject(String what, EsxSyncException problem) {
        complete = false;
        handOver(() -> sink.reject(what, problem));
    }

    private void handOver(Runnable step) {
        try {
            step.run();
        } catch (EsxSyncException e) {
            sinkFailure = e;
            throw e;
        }
    }

    @Override
    public void offer(Digest sha256, Path copy) {
        sink.offer(sha256, copy);
    }
}
