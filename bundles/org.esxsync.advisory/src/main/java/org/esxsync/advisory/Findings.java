package org.esxsync.advisory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.esxsync.advisory.record.Finding;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.jspecify.annotations.Nullable;

/** Brings together what several files tell of each vulnerability. Used by one thread. */
final class Findings {

    /** By year, then by number, of which later years have longer ones. */
    static final Comparator<String> BY_ID =
            Comparator.comparing((String cve) -> cve.split("-")[1])
                    .thenComparing(String::length)
                    .thenComparing(Comparator.naturalOrder());

    /** By release, the newest first as readers look for it, then by branch. */
    private static final Comparator<Fix> ORDER =
            Comparator.comparing(
                            Fix::release,
                            Comparator.nullsFirst(Comparator.<EsxRelease>naturalOrder()))
                    .thenComparing(Findings::branch)
                    .reversed()
                    .thenComparing(fix -> fix.fixedIn() == null ? "" : fix.fixedIn().text());

    private final Map<String, Finding.Told> told = new HashMap<>();
    private final Map<String, Exploitation> exploited = new HashMap<>();
    private final Map<String, Set<Finding.Row>> rowsByCve = new HashMap<>();
    private final Map<String, Set<Finding.Row>> rowsByAdvisory = new HashMap<>();
    private boolean knowsExploited;

    static int records(List<Finding> findings) {
        return (int) findings.stream().filter(Finding.Told.class::isInstance).count();
    }

    void add(List<Finding> findings) {
        findings.forEach(this::add);
    }

    private void add(Finding finding) {
        if (finding instanceof Finding.Told record) {
            told.merge(record.vulnerability().cve(), record, Findings::later);
        } else if (finding instanceof Finding.ExploitedList) {
            knowsExploited = true;
        } else if (finding instanceof Finding.Exploited entry) {
            exploited.put(entry.cve(), entry.exploitation());
        } else if (finding instanceof Finding.Row row) {
            String key = row.cve().isEmpty() ? row.advisory() : row.cve();
            (row.cve().isEmpty() ? rowsByAdvisory : rowsByCve)
                    .computeIfAbsent(key, each -> new LinkedHashSet<>())
                    .add(row);
        }
    }

    private static Finding.Told later(Finding.Told one, Finding.Told other) {
        return one.updated().compareTo(other.updated()) > 0 ? one : other;
    }

    boolean knowsExploited() {
        return knowsExploited;
    }

    /** Those of ESX and ESXi, by their ids. */
    List<Vulnerability> vulnerabilities() {
        Set<String> ids = new TreeSet<>(BY_ID);
        ids.addAll(told.keySet());
        ids.addAll(rowsByCve.keySet());
        return ids.stream().map(this::joined).toList();
    }

    /** One that the list of exploited ones alone tells of. */
    Optional<Vulnerability> exploitedOnly(String cve) {
        return Optional.ofNullable(exploited.get(cve))
                .map(known -> nothingKnownOf(cve).withExploitation(known));
    }

    private static Vulnerability nothingKnownOf(String cve) {
        return new Vulnerability(cve, "", null, "", null, null, List.of(), List.of(), List.of());
    }

    private Vulnerability joined(String cve) {
        Finding.Told record = told.get(cve);
        Vulnerability found = record == null ? nothingKnownOf(cve) : record.vulnerability();
        Exploitation known = exploited.get(cve);
        Vulnerability marked = known == null ? found : found.withExploitation(known);
        List<Fix> fixes = fixes(marked);
        return fixes.equals(marked.fixes()) ? marked : marked.withFixes(fixes);
    }

    /**
     * What a table tells of the vulnerability counts beside its record; what it tells of an
     * advisory, which is about several, only where the record tells of no fix. That a release is
     * not affected counts only where nothing tells of a fix for it, and of advisories only where
     * all of the vulnerability's say so.
     */
    private List<Fix> fixes(Vulnerability vulnerability) {
        Map<String, Fix> fixes = new TreeMap<>();
        List<Fix> others = new ArrayList<>();
        for (Fix fix : vulnerability.fixes()) {
            FixedRelease fixed = fix.fixedIn();
            if (fixed == null) {
                others.add(fix);
            } else {
                fixes.putIfAbsent(key(fixed), fix);
            }
        }
        boolean isSilent = vulnerability.fixes().stream().allMatch(Findings::saysNothing);
        rows(rowsByCve, Stream.of(vulnerability.cve())).forEach(row -> put(row, "", fixes));
        if (isSilent) {
            rows(rowsByAdvisory, vulnerability.advisories().stream())
                    .filter(row -> !row.isNotAffected() || isSaidByAll(row, vulnerability))
                    .forEach(row -> put(row, row.advisory(), fixes));
        }
        if (isSilent) {
            others.removeIf(
                    fix -> fix.state() == FixState.UNKNOWN && isAnswered(fix, fixes.values()));
        }
        List<Fix> all = new ArrayList<>(fixes.values());
        all.addAll(others);
        all.removeAll(all.stream().filter(fix -> isContradicted(fix, all)).toList());
        all.sort(ORDER);
        return all;
    }

    /** A fix answers for all that a record leaves open; that a release needs none, for that one. */
    private static boolean isAnswered(Fix unknown, Collection<Fix> table) {
        return table.stream()
                .anyMatch(
                        fix ->
                                fix.state() == FixState.FIXED
                                        || unknown.release() == null
                                        || unknown.release().equals(fix.release()));
    }

    private boolean isSaidByAll(Finding.Row row, Vulnerability vulnerability) {
        return vulnerability.advisories().stream()
                .allMatch(
                        advisory ->
                                rows(rowsByAdvisory, Stream.of(advisory))
                                        .filter(Finding.Row::isNotAffected)
                                        .map(Finding.Row::namedRelease)
                                        .anyMatch(
                                                each -> Objects.equals(each, row.namedRelease())));
    }

    /** Nothing is called not affected that something else may say more of. */
    private static boolean isContradicted(Fix fix, List<Fix> all) {
        return fix.state() == FixState.NOT_AFFECTED
                && all.stream()
                        .filter(other -> other.state() != FixState.NOT_AFFECTED)
                        .anyMatch(
                                other ->
                                        fix.release() == null
                                                || other.release() == null
                                                || fix.release().equals(other.release()));
    }

    private static int branch(Fix fix) {
        FixedRelease fixed = fix.fixedIn();
        Integer update = fixed == null ? null : fixed.update();
        return update == null ? -1 : update;
    }

    private static boolean saysNothing(Fix fix) {
        return fix.state() == FixState.UNKNOWN || fix.state() == FixState.NOT_AFFECTED;
    }

    private static Stream<Finding.Row> rows(
            Map<String, Set<Finding.Row>> rows, Stream<String> keys) {
        return keys.flatMap(key -> rows.getOrDefault(key, Set.of()).stream());
    }

    private static void put(Finding.Row row, String advisory, Map<String, Fix> fixes) {
        if (row.isNotAffected()) {
            EsxRelease release = row.namedRelease();
            fixes.putIfAbsent(
                    release + " " + Finding.Row.NOT_AFFECTED, Fix.notAffected(release, advisory));
            return;
        }
        FixedRelease fixed =
                FixedRelease.parse(row.patch())
                        .orElseGet(
                                () ->
                                        new FixedRelease(
                                                row.patch(), release(row), null, null, false));
        fixes.putIfAbsent(key(fixed), Fix.in(fixed, advisory));
    }

    private static String key(FixedRelease fixed) {
        return fixed.release() + " " + fixed.text().toUpperCase(Locale.ROOT);
    }

    /** A patch's id tells its release from ESX 3.0.3 on; before, the table does. */
    private static @Nullable EsxRelease release(Finding.Row row) {
        Optional<EsxRelease> named =
                LegacyPatchId.parse(row.patch()).flatMap(id -> Optional.ofNullable(id.release()));
        return named.orElseGet(row::namedRelease);
    }
}
