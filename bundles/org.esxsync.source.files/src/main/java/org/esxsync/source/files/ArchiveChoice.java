package org.esxsync.source.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.source.files.archive.FoundArchive;

/**
 * Which of the archives that were found are patches of their own: two names of one content are one
 * patch, and so is a bulletin that several archives have. One id with two contents stays two, and
 * the engine tells of the conflict.
 */
final class ArchiveChoice {

    /** What stands alone first, since hosts are given that; the rest makes the choice the same. */
    private static final Comparator<FoundArchive> PREFERENCE =
            Comparator.comparing((FoundArchive each) -> !each.rollUp().isEmpty())
                    .thenComparing(each -> !isNamedByItself(each))
                    .thenComparing(FoundArchive::place)
                    .thenComparing(FoundArchive::id);

    private final Remarks remarks;
    private final Map<String, FoundArchive> byContent = new HashMap<>();
    private final Map<String, Set<Set<String>>> bulletins = new HashMap<>();

    ArchiveChoice(Remarks remarks) {
        this.remarks = remarks;
    }

    /** Those that are patches, by where they are. */
    List<FoundArchive> of(List<FoundArchive> archives) {
        List<FoundArchive> chosen = new ArrayList<>();
        archives.stream()
                .sorted(PREFERENCE)
                .filter(
                        each ->
                                each.bulletin() == null
                                        ? isNew(each)
                                        : isNew(each, each.bulletin()))
                .forEach(chosen::add);
        chosen.sort(Comparator.comparing(FoundArchive::place).thenComparing(FoundArchive::id));
        chosen.stream()
                .collect(Collectors.groupingBy(FoundArchive::id, TreeMap::new, Collectors.toList()))
                .forEach(this::tellIfSeveral);
        return chosen;
    }

    /** A conflict names files without their directories. */
    private void tellIfSeveral(String id, List<FoundArchive> archives) {
        if (archives.size() > 1) {
            remarks.add(
                    "%s has different content in %s"
                            .formatted(
                                    id,
                                    Remarks.some(
                                            archives.stream().map(FoundArchive::place).toList())));
        }
    }

    private static boolean isNamedByItself(FoundArchive archive) {
        return archive.artifact().name().startsWith(archive.id() + ".");
    }

    private boolean isNew(FoundArchive archive) {
        if (archive.content().isEmpty()) {
            return true;
        }
        FoundArchive other = byContent.putIfAbsent(archive.content(), archive);
        if (other != null && !other.id().equals(archive.id())) {
            remarks.add(
                    "%s and %s are the same file under two ids; it is listed as %s"
                            .formatted(other.place(), archive.place(), other.id()));
        }
        return other == null;
    }

    private boolean isNew(FoundArchive archive, Patch bulletin) {
        Set<String> content = bulletin.vibs().stream().map(Vib::id).collect(Collectors.toSet());
        if (content.isEmpty()) {
            content.add(archive.content());
        }
        return bulletins.computeIfAbsent(archive.id(), id -> new HashSet<>()).add(content);
    }
}
