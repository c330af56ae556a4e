package org.esxsync.sync.status;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.SourceSummary;

/**
 * Tells of each source where it reads, what it lists and when it was read last.
 *
 * @param sources the sources, by name
 */
record SourceSummaries(List<PatchSource> sources) {

    static SourceSummaries of(Collection<PatchSource> sources) {
        return new SourceSummaries(
                sources.stream().sorted(Comparator.comparing(PatchSource::name)).toList());
    }

    List<SourceSummary> read(Ledger ledger) {
        Map<String, Integer> listed = new HashMap<>();
        ledger.forEachPatch(
                known -> {
                    if (known.listed() && known.patch().kind() != PatchKind.NOTICE) {
                        listed.merge(known.patch().source(), 1, Integer::sum);
                    }
                });
        return with(listed, ledger.scans());
    }

    /** As long as there is no ledger. */
    List<SourceSummary> unread() {
        return with(Map.of(), Map.of());
    }

    /**
     * @param listed how many patches each source lists
     * @param scans the last scan of each
     */
    List<SourceSummary> with(Map<String, Integer> listed, Map<String, Scan> scans) {
        return sources.stream()
                .map(
                        source -> {
                            Scan last = scans.get(source.name());
                            return new SourceSummary(
                                    source.name(),
                                    source.location(),
                                    listed.getOrDefault(source.name(), 0),
                                    last == null ? null : last.at());
                        })
                .toList();
    }
}
