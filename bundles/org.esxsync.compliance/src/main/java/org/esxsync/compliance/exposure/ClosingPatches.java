package org.esxsync.compliance.exposure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.compliance.judge.Succession;

/** The patches of a release that close something, and what each closes. */
final class ClosingPatches {

    private final List<ClosingPatch> all = new ArrayList<>();
    private final Map<String, List<ClosingPatch>> byCve = new HashMap<>();

    /**
     * A patch that closes something.
     *
     * @param place its place in the release's list
     * @param number its place among those that close something
     */
    record ClosingPatch(String id, int place, int number) {

        boolean isNamedBy(Fix fix) {
            return fix.fixedIn() != null && fix.fixedIn().text().equalsIgnoreCase(id);
        }
    }

    ClosingPatches(KnownVulnerabilities known, List<PatchSummary> listed) {
        Map<String, Set<String>> closedById = closedById(known, listed);
        for (int i = 0; i < listed.size(); i++) {
            String id = listed.get(i).patch().id();
            Set<String> closed = closedById.get(Succession.key(id));
            if (closed != null) {
                ClosingPatch patch = new ClosingPatch(id, i, all.size());
                all.add(patch);
                closed.forEach(
                        cve -> byCve.computeIfAbsent(cve, key -> new ArrayList<>()).add(patch));
            }
        }
    }

    /**
     * What each patch closes, by its key: itself, or by taking the place of one that does, over
     * however many steps. A patch that is in a circle with it does not.
     */
    private static Map<String, Set<String>> closedById(
            KnownVulnerabilities known, List<PatchSummary> listed) {
        Map<String, Set<String>> closedById = new HashMap<>();
        Succession succession = null;
        for (PatchSummary each : listed) {
            List<String> cves =
                    known.closedBy(each.patch()).stream().map(Vulnerability::cve).toList();
            if (!cves.isEmpty()) {
                String id = each.patch().id();
                succession = succession == null ? new Succession(listed) : succession;
                Stream.concat(Stream.of(Succession.key(id)), succession.of(id).stream())
                        .forEach(
                                key ->
                                        closedById
                                                .computeIfAbsent(key, unused -> new TreeSet<>())
                                                .addAll(cves));
            }
        }
        return closedById;
    }

    List<ClosingPatch> all() {
        return all;
    }

    /** Those that close a vulnerability. */
    List<ClosingPatch> of(Vulnerability vulnerability) {
        return byCve.getOrDefault(vulnerability.cve(), List.of());
    }
}
