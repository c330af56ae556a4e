package org.esxsync.sync.status;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.Scan;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.sync.SourceSummary;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each source where it reads, what it lists and when it was read last.
 *
 * @param sources the sources, by name, each with the properties of its service
 */
record SourceSummaries(List<Map.Entry<Map<String, Object>, PatchSource>> sources) {

    /** By this property File Install tells the file of a configuration. */
    private static final String FILE_NAME = "felix.fileinstall.filename";

    static SourceSummaries of(Collection<Map.Entry<Map<String, Object>, PatchSource>> sources) {
        return new SourceSummaries(
                sources.stream()
                        .sorted(Comparator.comparing(source -> source.getValue().name()))
                        .toList());
    }

    Set<String> names() {
        return sources.stream().map(source -> source.getValue().name()).collect(Collectors.toSet());
    }

    List<SourceSummary> read(Ledger ledger) {
        return with(ledger.listedCounts(), ledger.scans());
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
                        each -> {
                            PatchSource source = each.getValue();
                            Scan last = scans.get(source.name());
                            return new SourceSummary(
                                    source.name(),
                                    source.location(),
                                    listed.getOrDefault(source.name(), 0),
                                    last == null ? null : last.at(),
                                    definedBy(each.getKey()));
                        })
                .toList();
    }

    private static @Nullable String definedBy(Map<String, Object> properties) {
        Object pid = properties.get("service.pid");
        Object file = properties.get(FILE_NAME);
        if (file == null) {
            return pid == null ? null : pid.toString();
        }
        try {
            return Path.of(URI.create(file.toString())).toString();
        } catch (IllegalArgumentException e) {
            // Anybody can set the property.
            return file.toString();
        }
    }
}
