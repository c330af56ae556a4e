package org.esxsync.source.depot;

import org.esxsync.api.reader.PatchArchive;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.BundleFiles;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.NoBundleException;
import org.esxsync.source.depot.files.Zips;
import org.osgi.service.component.annotations.Component;

/** Reads the bulletins of an offline bundle, for sources that publish it as one file. */
@Component
public final class DepotArchiveReader implements PatchArchiveReader {

    @Override
    public boolean read(PatchArchive archive, PatchSink sink) {
        if (!Zips.isZip(archive.file())) {
            return false;
        }
        try (DepotFiles files = new BundleFiles(archive.file(), archive.workspace())) {
            DepotScan.ofArchive(archive, sink).list(files);
            return true;
        } catch (NoBundleException e) {
            return false;
        }
    }
}
