package org.esxsync.source.depot.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.vib.VibTable;

/**
 * Compares {@code vmware.xml}, which only older managers read, with what hosts read. For one
 * thread.
 */
final class OldList {

    private static final int SHOWN = 3;

    private final MetadataZip zip;
    private final VibTable table;

    /** What is said of each bulletin there, as numbers. */
    private final Map<String, Said> saidById = new LinkedHashMap<>();

    private final List<String> ids = new ArrayList<>();
    private final List<String> lacking = new ArrayList<>();
    private final List<String> otherwise = new ArrayList<>();
    private String damage = "";
    private boolean isAlike = true;

    private record Said(int vibs, int rest) {

        static Said of(Bulletin bulletin) {
            return new Said(
                    Set.copyOf(bulletin.vibIds()).hashCode(),
                    Objects.hash(
                            bulletin.summary(),
                            bulletin.severity(),
                            bulletin.category(),
                            bulletin.releaseType(),
                            bulletin.kbUrl(),
                            bulletin.releaseDate(),
                            bulletin.platforms()));
        }
    }

    OldList(MetadataZip zip, VibTable table) {
        this.zip = zip;
        this.table = table;
    }

    /**
     * Reads it, if there is one, and compares its VIBs with those of the table.
     *
     * @param notices takes its notices, which are for managers
     */
    void read(Consumer<Bulletin> notices) {
        if (!zip.has(MetadataZip.VMWARE_XML)) {
            return;
        }
        try {
            zip.bulletins(
                    bulletin -> {
                        Cancellation.check(bulletin.place());
                        if (bulletin.isNotice()) {
                            isAlike = false;
                            notices.accept(bulletin);
                            return;
                        }
                        isAlike &= bulletin.vibs().size() == bulletin.vibIds().size();
                        for (Bulletin.Vib vib : bulletin.vibs()) {
                            isAlike &= table.compare(vib);
                        }
                        isAlike &= saidById.put(bulletin.id(), Said.of(bulletin)) == null;
                        ids.add(bulletin.id());
                    });
        } catch (MalformedSourceException e) {
            damage = String.valueOf(e.getMessage());
        }
    }

    /** Compares a bulletin that hosts read. */
    void compare(Bulletin bulletin) {
        if (zip.has(MetadataZip.VMWARE_XML) && damage.isEmpty() && !bulletin.isNotice()) {
            Said said = saidById.remove(bulletin.id());
            Said now = Said.of(bulletin);
            isAlike &= now.equals(said);
            if (said == null) {
                lacking.add(bulletin.id());
            } else if (said.vibs() != now.vibs()) {
                otherwise.add(bulletin.id());
            }
        }
    }

    /** How the two differ, to be asked after all bulletins were compared. */
    Optional<String> difference() {
        String text =
                damage
                        + named("%s is not in it", lacking)
                        + named("%s has other VIBs there", otherwise)
                        + named("%s is only there", new TreeSet<>(saidById.keySet()));
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s differs from %s, which counts, since hosts read it: %s"
                                .formatted(
                                        zip.place(MetadataZip.VMWARE_XML),
                                        MetadataZip.BULLETINS,
                                        text.replaceFirst("; $", "")));
    }

    /**
     * Whether it is not there, or describes just the bulletins that hosts read, each once and with
     * all that makes a patch of it; to be asked after all bulletins were compared.
     */
    boolean isAlike() {
        return isAlike && damage.isEmpty() && saidById.isEmpty();
    }

    /** The ids of its bulletins, in its order. */
    List<String> ids() {
        return ids;
    }

    private static String named(String form, Iterable<String> ids) {
        List<String> shown = new ArrayList<>();
        int more = 0;
        for (String id : ids) {
            if (shown.size() < SHOWN) {
                shown.add(PlainText.line(id));
            } else {
                more++;
            }
        }
        return shown.isEmpty()
                ? ""
                : form.formatted(
                                String.join(", ", shown)
                                        + (more == 0 ? "" : " and %d more".formatted(more)))
                        + "; ";
    }
}
