package org.esxsync.source.depot.read;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.zip.ZipEntry;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.api.source.PatchSink;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.BulletinReader;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.metadata.MetadataZip;

/**
 * Reads the notices that stand beside the metadata zips: XML like {@code vmware.xml}, or a zip of
 * it.
 *
 * @param source the name that the notices bear
 */
public record NoticeReader(String source) {

    private static final int MAX_BYTES = 4 << 20;

    /** An entry of a zip may hold the notices of several documents. */
    private static final long MAX_ENTRY_BYTES = 8 << 20;

    /** Each is told, and stays in the history. */
    private static final int MAX_UNUSABLE = 1_000;

    /**
     * Lists the notices of a document that was located. One that cannot be used does not stop the
     * others.
     *
     * @throws org.esxsync.api.EsxSyncException if the document cannot be read, or more than 1,000
     *     of its notices cannot be used
     */
    public void read(DepotFiles files, URI document, PatchSink sink) {
        Notices notices = new Notices(BulletinPatches.ofNotices(source), sink);
        String place = files.display(document);
        if (!place.endsWith(".zip")) {
            notices.read(
                    place,
                    new StrictXml(
                            place,
                            new ByteArrayInputStream(files.read(document, MAX_BYTES)),
                            MAX_BYTES));
            return;
        }
        try (MetadataZip zip = new MetadataZip(place, files.file(document))) {
            zip.entries()
                    .filter(entry -> entry.getName().endsWith(".xml"))
                    .forEach(entry -> notices.read(zip, entry));
        }
    }

    /** Hands on what is read, and tells what cannot be used. */
    private static final class Notices {

        private final BulletinPatches patches;
        private final PatchSink sink;
        private int unusable;

        Notices(BulletinPatches patches, PatchSink sink) {
            this.patches = patches;
            this.sink = sink;
        }

        void read(MetadataZip zip, ZipEntry entry) {
            String place = zip.place(entry.getName());
            Cancellation.check(place);
            try {
                read(place, zip.xml(entry, MAX_ENTRY_BYTES));
            } catch (MalformedSourceException e) {
                reject(place, e);
            }
        }

        void read(String place, StrictXml document) {
            try (StrictXml xml = document) {
                BulletinReader.read(xml, bulletin -> take(place, bulletin));
                xml.end();
            }
        }

        private void take(String place, Bulletin bulletin) {
            Patch notice;
            try {
                notice = patches.patch(bulletin);
            } catch (EsxSyncException e) {
                reject(bulletin.id().isBlank() ? place : PlainText.line(bulletin.id()), e);
                return;
            }
            sink.accept(notice);
        }

        private void reject(String what, EsxSyncException problem) {
            if (++unusable > MAX_UNUSABLE) {
                throw new EsxSyncException(
                        "more than %d of its notices cannot be used, so the rest is left out"
                                .formatted(MAX_UNUSABLE),
                        problem);
            }
            sink.reject(what, problem);
        }
    }
}
