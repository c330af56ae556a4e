package org.esxsync.shell.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.esxsync.api.Quantity;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.ComplianceReport;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;
import org.jspecify.annotations.Nullable;

/** Hosts, and what they lack, as tables. */
public final class HostViews {

    /** What is told where no file is named and no host is kept. */
    public static final String NONE_KEPT =
            "No host is kept. Keep those of a file with 'hosts add FILE', or name a file.";

    /** What is told where files hold no host. */
    public static final String NONE_RECOGNISED = "No host is recognised.";

    private static final String NONE = "-";

    private HostViews() {}

    /**
     * What is told where there is no host.
     *
     * @param files what was named; nothing stands for the hosts that are kept
     */
    public static String whenEmpty(List<String> files) {
        return files.isEmpty() ? NONE_KEPT : NONE_RECOGNISED;
    }

    /**
     * What was recognised, and below it what could not be read.
     *
     * @param whenEmpty what is told in place of a table without hosts
     * @param changes what was kept of it, a line for each host; empty if nothing was to be kept
     */
    public static Result inventory(Inventory inventory, String whenEmpty, List<String> changes) {
        List<Column<Host>> columns = new ArrayList<>();
        columns.add(Column.id("HOST", Host::name));
        columns.add(Column.name("RELEASE", host -> orNone(host.release())));
        columns.add(Column.name("VERSION", host -> orNone(host.version())));
        columns.add(Column.<Host>name("BUILD", host -> orNone(host.build())).spared(3));
        columns.add(Column.<Host>number("VIBS", host -> size(host.vibs())).spared(2));
        columns.add(Column.<Host>number("COMPONENTS", host -> size(host.components())).spared(1));
        columns.add(Column.<Host>number("BULLETINS", host -> size(host.bulletins())).spared(1));
        if (inventory.hosts().stream().anyMatch(host -> host.profile() != null)) {
            columns.add(Column.<Host>name("IMAGE PROFILE", HostViews::profile).spared(2));
        }
        if (inventory.hosts().stream().anyMatch(host -> host.at() != null)) {
            columns.add(new Column<>("UPDATED", Column.Kind.NAME, HostViews::told));
        }
        columns.add(Column.prose("FROM", host -> String.join("; ", host.origins())));
        Table<Host> table = new Table<>(inventory.hosts(), columns, whenEmpty);
        return screen -> {
            List<String> lines = new ArrayList<>(table.lines(screen));
            for (Host host : inventory.hosts()) {
                host.gaps().forEach(gap -> lines.add(plain(host.name() + ": " + gap)));
            }
            inventory.problems().forEach(problem -> lines.add(plain(problem)));
            if (!changes.isEmpty()) {
                lines.add("");
                lines.add("Kept with the mirror, in .esxsync/hosts:");
                changes.forEach(change -> lines.add("  " + plain(change)));
            }
            return lines;
        };
    }

    private static String profile(Host host) {
        return host.profile() == null
                ? NONE
                : host.profile() + (host.profileChanged() ? " (changed)" : "");
    }

    /** The day on which it told what is known of it. */
    private static String told(Host host, Screen screen) {
        Instant at = host.at();
        return at == null ? NONE : at.atZone(screen.zone()).toLocalDate().toString();
    }

    private static String plain(String text) {
        return PlainText.of(text);
    }

    private static String orNone(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.isEmpty() ? NONE : text;
    }

    private static Object size(@Nullable List<?> things) {
        return things == null ? NONE : things.size();
    }

    /**
     * The hosts with their verdicts, then the patches that are missing with the hosts that lack
     * them.
     *
     * @param whenEmpty what is told in place of a table without hosts
     */
    public static Result compliance(ComplianceReport report, String whenEmpty) {
        return screen -> {
            List<String> lines = new ArrayList<>(hosts(report, whenEmpty).lines(screen));
            Table<Lacking> missing = missing(report);
            if (!missing.isEmpty()) {
                lines.add("");
                lines.addAll(missing.lines(screen));
            }
            report.problems().forEach(problem -> lines.add(plain(problem)));
            lines.add("");
            lines.add(sum(report));
            return lines;
        };
    }

    private static Table<HostReport> hosts(ComplianceReport report, String whenEmpty) {
        List<Column<HostReport>> columns = new ArrayList<>();
        columns.add(Column.id("HOST", each -> each.host().name()));
        columns.add(Column.name("RELEASE", each -> orNone(each.host().release())));
        columns.add(Column.name("VERDICT", each -> Listings.words(each.verdict())));
        columns.add(Column.number("MISSING", each -> ifJudged(each, each.missing().size())));
        columns.add(Column.number("SECURITY", each -> ifJudged(each, each.missingSecurity())));
        if (knowsVulnerabilities(report)) {
            columns.add(Column.name("CVES", each -> ExposureViews.sum(each.exposure())));
        }
        columns.add(Column.sentence("REASON", HostReport::reason));
        return new Table<>(report.hosts(), columns, whenEmpty);
    }

    /** Where nothing could be judged, that nothing is missing is no news. */
    private static Object ifJudged(HostReport report, Object number) {
        return report.isJudged() ? number : NONE;
    }

    private static boolean knowsVulnerabilities(ComplianceReport report) {
        return report.hosts().stream().anyMatch(each -> each.exposure() != null);
    }

    private static String sum(ComplianceReport report) {
        return "%s by the baseline %s: %d compliant, %d not compliant, %d unknown"
                .formatted(
                        Quantity.count(report.hosts().size(), "host", "hosts"),
                        plain(report.baseline().toString()),
                        report.count(HostVerdict.COMPLIANT),
                        report.count(HostVerdict.NON_COMPLIANT),
                        report.count(HostVerdict.UNKNOWN));
    }

    /** A patch, and how many hosts lack it. */
    private static final class Lacking {

        private final Patch patch;
        private final Map<String, Vulnerability> closes = new TreeMap<>();
        private final Set<String> releases = new TreeSet<>();
        private int hosts;

        Lacking(PatchSummary summary) {
            this.patch = summary.patch();
        }

        /**
         * Counts a host.
         *
         * @param host one that lacks it
         * @param closed what the host would close with each patch
         */
        void add(Host host, Map<String, List<Vulnerability>> closed) {
            hosts++;
            releases.add(orNone(host.release()));
            closed.getOrDefault(patch.id(), List.of())
                    .forEach(each -> closes.put(each.cve(), each));
        }

        String closes() {
            return ExposureViews.closes(List.copyOf(closes.values()));
        }
    }

    private static Table<Lacking> missing(ComplianceReport report) {
        Map<PatchKey, Lacking> lacking = new LinkedHashMap<>();
        for (HostReport host : report.hosts()) {
            Exposure exposure = host.exposure();
            Map<String, List<Vulnerability>> closed =
                    exposure == null ? Map.of() : exposure.byPatch();
            for (PatchSummary each : host.missing()) {
                lacking.computeIfAbsent(each.patch().key(), key -> new Lacking(each))
                        .add(host.host(), closed);
            }
        }
        List<Column<Lacking>> columns = new ArrayList<>();
        columns.add(Column.id("MISSING PATCH", each -> each.patch.id()));
        columns.add(
                Column.<Lacking>name("RELEASE", each -> String.join(", ", each.releases))
                        .spared(4));
        columns.add(Column.number("HOSTS", each -> each.hosts));
        columns.add(Column.<Lacking>name("DATE", each -> Listings.date(each.patch)).spared(2));
        columns.add(
                Column.<Lacking>name("CLASS", each -> Listings.classification(each.patch))
                        .spared(3));
        if (knowsVulnerabilities(report)) {
            columns.add(Column.name("CLOSES", Lacking::closes));
        }
        columns.add(Column.<Lacking>prose("TITLE", each -> each.patch.title()).spared(1));
        return new Table<>(List.copyOf(lacking.values()), columns, "");
    }
}
