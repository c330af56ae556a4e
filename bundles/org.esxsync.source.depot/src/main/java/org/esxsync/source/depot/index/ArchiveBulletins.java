package org.esxsync.source.depot.index;

import java.util.function.Consumer;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.BulletinReader;
import org.esxsync.source.depot.metadata.MetadataZip;

/** Reads the bulletins of a metadata zip, whoever describes their VIBs. */
public final class ArchiveBulletins {

    private static final long MAX_BULLETIN_BYTES = 32 << 20;

    private ArchiveBulletins() {}

    /** Lists the bulletins, one at a time. */
    public static void read(MetadataZip zip, Consumer<Bulletin> consumer) {
        boolean hasFiles = zip.entries(MetadataZip.BULLETINS).findAny().isPresent();
        if (!hasFiles || zip.has(MetadataZip.VMWARE_XML)) {
            zip.bulletins(consumer);
            return;
        }
        zip.entries(MetadataZip.BULLETINS)
                .forEach(
                        entry -> {
                            try (StrictXml xml = zip.xml(entry, MAX_BULLETIN_BYTES)) {
                                BulletinReader.read(xml, consumer);
                                xml.end();
                            }
                        });
    }
}
