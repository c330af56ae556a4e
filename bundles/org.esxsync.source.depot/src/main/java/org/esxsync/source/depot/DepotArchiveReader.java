package org.esxsync.source.depot;

import java.net.URI;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.BundleZip;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.Fingerprint;
import org.esxsync.source.depot.files.NoBundleException;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.Zips;
import org.esxsync.source.depot.read.ArchiveBulletins;
import org.esxsync.source.depot.read.Bulletin;
import org.esxsync.source.depot.read.BulletinPatches;
import org.esxsync.source.depot.read.Cancellation;
import org.esxsync.source.depot.read.DepotDocuments;
import org.esxsync.source.depot.read.MetadataZip;
import org.osgi.service.component.annotations.Component;

/** Reads the bulletins of an offline bundle, for sources that publish it as one file. */
@Component
public final class DepotArchiveReader implements PatchArchiveReader {

    @Override
    public boolean read(PatchArchive archive, PatchSink sink) {
        if (!Zips.isZip(archive.file())) {
            return false;
        }
        ArchiveContent content = new ArchiveContent(archive, sink);
        try {
            new BundleZip(archive.file(), archive.workspace()).read(content);
            return true;
        } catch (NoBundleException e) {
            return false;
        }
    }

    /** Each bulletin is a patch that comes as the whole archive. */
    private record ArchiveContent(PatchArchive archive, PatchSink sink)
            implements BundleZip.Content {

        @Override
        public void depot(DepotFiles files) {
            BulletinPatches patches = BulletinPatches.ofArchive(archive);
            DepotDocuments.of(files, sink, new Fingerprint())
                    .metadata()
                    .keySet()
                    .forEach(zip -> list(files, zip, patches));
        }

        private void list(DepotFiles files, URI location, BulletinPatches patches) {
            String place = files.display(location);
            try (MetadataZip zip = new MetadataZip(place, files.file(location))) {
                ArchiveBulletins.read(zip, bulletin -> list(bulletin, patches));
            } catch (EsxSyncException e) {
                Cancellation.rethrow(e);
                sink.reject(place, e);
            }
        }

        private void list(Bulletin bulletin, BulletinPatches patches) {
            Cancellation.check(bulletin.place());
            Patch patch;
            try {
                patch = patches.patch(bulletin);
            } catch (EsxSyncException e) {
                sink.reject(
                        bulletin.id().isBlank() ? bulletin.place() : PlainText.line(bulletin.id()),
                        e);
                return;
            }
            sink.accept(patch);
        }

        @Override
        public void other(String place) {}

        @Override
        public void unreadable(String place, EsxSyncException problem) {
            sink.reject(place, problem);
        }
    }
}
