package org.esxsync.source.depot.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.read.BulletinPatches;

/**
 * What stays of {@code vmware.xml}, which only older managers read: the bulletins that it describes
 * as they were published.
 */
final class OldListSelection {

    private final MetadataZip zip;
    private final BitSet kept = new BitSet();
    private final BitSet claimed = new BitSet();
    private int bulletins;
    private boolean isUsable;

    private OldListSelection(MetadataZip zip) {
        this.zip = zip;
        this.isUsable = zip.has(MetadataZip.VMWARE_XML);
    }

    static OldListSelection of(
            MetadataZip zip, Artifact document, Selection selection, FilterReport report) {
        OldListSelection list = new OldListSelection(zip);
        if (list.isUsable) {
            BulletinPatches patches = BulletinPatches.ofDepot("filter", document);
            Set<String> ids = new HashSet<>();
            try {
                zip.bulletins(bulletin -> list.sort(bulletin, patches, selection, ids));
            } catch (EsxSyncException e) {
                list.isUsable = false;
                report.leftOut(
                        "%s is left out of the depot, which older managers need: %s"
                                .formatted(zip.place(MetadataZip.VMWARE_XML), e.getMessage()));
            }
        }
        return list;
    }

    /** Where it is known which bulletins are described there, just as hosts read them. */
    static OldListSelection of(MetadataZip zip, List<String> bulletins, List<Patch> staying) {
        OldListSelection list = new OldListSelection(zip);
        list.bulletins = bulletins.size();
        Set<String> ids = staying.stream().map(Patch::id).collect(Collectors.toSet());
        for (int i = 0; i < bulletins.size(); i++) {
            list.kept.set(i, ids.contains(bulletins.get(i)));
        }
        return list;
    }

    private void sort(
            Bulletin bulletin, BulletinPatches patches, Selection selection, Set<String> ids) {
        int position = bulletins++;
        Patch staying = selection.bulletin(bulletin.id());
        if (staying != null && isSame(bulletin, patches, staying) && ids.add(bulletin.id())) {
            kept.set(position);
            claimed.set(position, selection.isClaimed(bulletin.id()));
        }
    }

    private static boolean isSame(Bulletin bulletin, BulletinPatches patches, Patch staying) {
        try {
            return patches.patch(bulletin).key().equals(staying.key());
        } catch (EsxSyncException e) {
            return false;
        }
    }

    /** Whether there is something to keep. */
    boolean stays() {
        return isUsable;
    }

    /** Whether it has to be written anew. */
    boolean isAltered() {
        return isUsable && (kept.cardinality() < bulletins || !claimed.isEmpty());
    }

    /**
     * Writes what stays.
     *
     * @param out not closed
     */
    void write(ReleaseVersion version, OutputStream out) throws IOException {
        try (StrictXml xml = zip.vmwareXml()) {
            DescriptionCopy.bulletins(xml, version, kept::get, claimed::get, out);
        }
    }
}
