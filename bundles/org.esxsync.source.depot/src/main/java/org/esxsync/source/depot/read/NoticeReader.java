package org.esxsync.source.depot.read;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.function.Consumer;
import org.esxsync.api.patch.Patch;
import org.esxsync.source.depot.files.DepotFiles;
import org.esxsync.source.depot.files.StrictXml;

/**
 * Reads the notices that stand beside the metadata zips: XML like {@code vmware.xml}, or a zip of
 * it.
 *
 * @param source the name that the notices bear
 */
public record NoticeReader(String source) {

    private static final int MAX_BYTES = 4 << 20;

    /**
     * Lists the notices of a document that was located.
     *
     * @throws org.esxsync.api.EsxSyncException if it cannot be read, or holds something else
     */
    public void read(DepotFiles files, URI document, Consumer<Patch> consumer) {
        BulletinPatches patches = BulletinPatches.ofNotices(source);
        Consumer<Bulletin> bulletins = bulletin -> consumer.accept(patches.patch(bulletin));
        String place = files.display(document);
        if (!place.endsWith(".zip")) {
            read(place, files.read(document, MAX_BYTES), bulletins);
            return;
        }
        try (MetadataZip zip = new MetadataZip(place, files.file(document))) {
            zip.entries()
                    .filter(entry -> entry.getName().endsWith(".xml"))
                    .forEach(
                            entry -> {
                                try (StrictXml xml = zip.xml(entry, MAX_BYTES)) {
                                    BulletinReader.read(xml, bulletins);
                                    xml.end();
                                }
                            });
        }
    }

    private static void read(String place, byte[] document, Consumer<Bulletin> bulletins) {
        try (StrictXml xml = new StrictXml(place, new ByteArrayInputStream(document), MAX_BYTES)) {
            BulletinReader.read(xml, bulletins);
            xml.end();
        }
    }
}
