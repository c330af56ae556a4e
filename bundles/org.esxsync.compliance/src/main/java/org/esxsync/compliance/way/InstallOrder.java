package org.esxsync.compliance.way;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.compliance.judge.Succession;

/**
 * The order in which a host takes patches one by one. Up to 3.0.1 it is that of the release dates.
 * Later a patch comes after those that it supersedes and those whose VIBs it needs; what nothing
 * orders keeps the order of the dates.
 */
final class InstallOrder {

    private static final String LAST_BY_DATE = "3.0.1";

    /** More than a host of these releases lacks; beyond, the dates are order enough. */
    private static final int MOST = 2000;

    private final boolean isByDate;
    private final Succession succession;

    InstallOrder(EsxRelease release, List<PatchSummary> listed) {
        EsxRelease last = new EsxRelease(release.product(), LAST_BY_DATE);
        this.isByDate = release.compareTo(last) <= 0;
        this.succession = new Succession(isByDate ? List.of() : listed);
    }

    /**
     * @param missing what the host lacks, by release date
     * @param installed what it has, which need not come first
     */
    List<PatchSummary> of(List<PatchSummary> missing, Collection<InstalledVib> installed) {
        return isByDate || missing.size() > MOST ? missing : new Walk(missing, installed).ordered();
    }

    /** Goes from each patch to those before it. In a circle, the dates decide. */
    private final class Walk {

        private final Map<PatchKey, Needs> needs = new LinkedHashMap<>();
        private final Set<PatchKey> visited = new HashSet<>();
        private final List<PatchSummary> ordered = new ArrayList<>();

        Walk(List<PatchSummary> missing, Collection<InstalledVib> installed) {
            for (PatchSummary each : missing) {
                Set<String> newer = succession.of(each.patch().id());
                needs.put(each.patch().key(), Needs.of(each, newer, installed));
            }
        }

        List<PatchSummary> ordered() {
            needs.values().forEach(this::visit);
            return ordered;
        }

        private void visit(Needs wanted) {
            if (!visited.add(wanted.summary().patch().key())) {
                return;
            }
            for (Needs each : needs.values()) {
                if (!visited.contains(each.summary().patch().key()) && isBefore(each, wanted)) {
                    visit(each);
                }
            }
            ordered.add(wanted.summary());
        }
    }

    /** What is needed comes first, and else what is superseded; not what is so both ways. */
    private static boolean isBefore(Needs one, Needs other) {
        boolean isNeeded = one.bringsFor(other);
        boolean needsIt = other.bringsFor(one);
        return isNeeded || needsIt ? isNeeded && !needsIt : one.isSupersededBy(other);
    }

    /**
     * A patch, what it brings, and what it needs that it does not bring itself.
     *
     * @param newer the keys of all that supersede it
     * @param unmet what neither it nor the host has
     */
    private record Needs(
            PatchSummary summary,
            Set<String> newer,
            List<InstalledVib> brought,
            List<VibRelation> unmet) {

        static Needs of(
                PatchSummary summary, Set<String> newer, Collection<InstalledVib> installed) {
            Patch patch = summary.patch();
            List<InstalledVib> brought = patch.vibs().stream().map(InstalledVib::of).toList();
            List<VibRelation> unmet =
                    brought.stream()
                            .flatMap(vib -> vib.depends().stream())
                            .distinct()
                            .filter(need -> brought.stream().noneMatch(it -> it.satisfies(need)))
                            .filter(need -> installed.stream().noneMatch(it -> it.satisfies(need)))
                            .toList();
            return new Needs(summary, newer, brought, unmet);
        }

        boolean isSupersededBy(Needs other) {
            return newer.contains(Succession.key(other.summary.patch().id()));
        }

        boolean bringsFor(Needs other) {
            return other.unmet.stream()
                    .anyMatch(need -> brought.stream().anyMatch(vib -> vib.satisfies(need)));
        }
    }
}
