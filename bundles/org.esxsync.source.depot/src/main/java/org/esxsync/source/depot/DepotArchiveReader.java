package org.esxsync.source.depot;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
import org.esxsync.source.depot.files.ZipCopies;
import org.esxsync.source.depot.files.Zips;
import org.esxsync.source.depot.index.ArchiveBulletins;
import org.esxsync.source.depot.index.DepotDocuments;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.read.BulletinPatches;
import org.osgi.service.component.annotations.Component;

/** Reads the bulletins of an offline bundle, for sources that publish it as one file. */
@Component
public final class DepotArchiveReader implements PatchArchiveReader {

    private static final String METADATA = "metadata.zip";
    private static final long MAX_METADATA = 512L << 20;

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
            return isBareMetadata(archive, content);
        }
    }

    /** An archive may have metadata and no index; that there are such of 4.x is inferred. */
    private static boolean isBareMetadata(PatchArchive archive, ArchiveContent content) {
        Path file = archive.file();
        try (ZipFile zip = Zips.open(file.toString(), file)) {
            if (zip.getEntry(MetadataZip.VMWARE_XML) != null) {
                content.list(file.toString(), file);
                return true;
            }
            ZipEntry inner = zip.getEntry(METADATA);
            if (inner == null) {
                return false;
            }
            Path copy = ZipCopies.copy(zip, inner, archive.workspace(), MAX_METADATA);
            try {
                content.list(file + "!/" + METADATA, copy);
            } finally {
                Files.deleteIfExists(copy);
            }
            return true;
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }

    /** Each bulletin is a patch that comes as the whole archive. */
    private record ArchiveContent(PatchArchive archive, PatchSink sink)
            implements BundleZip.Content {

        @Override
        public void depot(DepotFiles files) {
            for (URI zip : DepotDocuments.of(files, sink, new Fingerprint()).metadata().keySet()) {
                String place = files.display(zip);
                try {
                    list(place, files.file(zip));
                } catch (EsxSyncException e) {
                    Cancellation.rethrow(e);
                    sink.reject(place, e);
                }
            }
        }

        private void list(String place, Path metadata) {
            BulletinPatches patches = BulletinPatches.ofArchive(archive);
            try (MetadataZip zip = new MetadataZip(place, metadata)) {
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
