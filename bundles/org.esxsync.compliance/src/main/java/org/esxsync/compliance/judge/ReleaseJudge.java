package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.JudgedVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * Judges hosts of one release by one baseline. The catalogue is indexed once; then each host costs
 * little. Used by one thread.
 */
public final class ReleaseJudge {

    /** As many hosts with different VIBs are remembered. */
    private static final int MOST_REMEMBERED = 20_000;

    /** Those of what ESXi itself is made of, which is nobody's addition. */
    private static final Set<String> OWN_VENDORS = Set.of("VMware", "VMW");

    private final EsxRelease release;
    private final List<PatchSummary> listed;
    private final List<PatchSummary> demanded;
    private final HostVibs hostVibs;
    private final BaseVersions bases;
    private final RecalledVibs recalled;
    private final Set<String> knownNames = new HashSet<>();

    private final UntoldParts untold;
    private final VibComparison comparison;
    private final VibJudge byVibs;
    private final ComponentJudge byComponents;
    private final IdJudge byIds;
    private final ProfileJudge byProfiles;

    /** What the patches are to a host of which VIBs are known, and to one of which none are. */
    private final States withVibs;

    private final States withoutVibs;

    private final Map<Collection<InstalledVib>, Sums> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Collection<InstalledVib>, Sums> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /**
     * @param listed all that is listed for the release, by release date
     */
    public ReleaseJudge(EsxRelease release, List<PatchSummary> listed, Baseline baseline) {
        this.release = release;
        this.listed = listed;
        this.demanded = Demand.of(baseline, listed);
        this.hostVibs = new HostVibs(listed);
        this.bases = new BaseVersions(listed);
        this.recalled = new RecalledVibs(listed);
        for (PatchSummary each : listed) {
            each.patch().vibs().forEach(vib -> knownNames.add(vib.name()));
        }
        this.untold = new UntoldParts(demanded);
        ThingIndex vibs = ThingIndex.ofVibs(demanded);
        this.comparison = new VibComparison(vibs);
        this.byVibs = new VibJudge(vibs);
        this.byComponents = new ComponentJudge(demanded);
        this.byIds = new IdJudge(release, listed, demanded);
        this.byProfiles = new ProfileJudge(demanded, comparison, bases);
        this.withVibs = new States(initial(PatchVerdict.NOT_APPLICABLE));
        this.withoutVibs = new States(initial(PatchVerdict.UNKNOWN));
    }

    private PatchVerdict[] initial(PatchVerdict ofVibs) {
        return demanded.stream()
                .map(each -> initial(each.patch(), ofVibs))
                .toArray(PatchVerdict[]::new);
    }

    /** A patch without VIBs and files brings nothing. */
    private static PatchVerdict initial(Patch patch, PatchVerdict ofVibs) {
        if (!patch.vibs().isEmpty()) {
            return ofVibs;
        }
        boolean bringsNothing = patch.kind() == PatchKind.BULLETIN && !patch.isDownloadable();
        return bringsNothing ? PatchVerdict.NOT_APPLICABLE : PatchVerdict.UNKNOWN;
    }

    public EsxRelease release() {
        return release;
    }

    /** All that is listed for the release. */
    public List<PatchSummary> listed() {
        return listed;
    }

    /** Those that the baseline demands, by release date. */
    public List<PatchSummary> demanded() {
        return demanded;
    }

    /** Judges a host; only what it lacks is told one by one. */
    public HostReport report(Host host) {
        String unjudged = whyUnjudged(host);
        if (!unjudged.isEmpty()) {
            return unknown(host, unjudged);
        }
        Sums sums = sums(host);
        return HostReport.builder(
                        host, sums.verdict(host), asked(host) + sums.reason(host, isNewer(host)))
                .installed(sums.installed())
                .superseded(sums.superseded())
                .notApplicable(sums.notApplicable())
                .unknown(sums.unknown())
                .missing(sums.missing())
                .unlisted(unlisted(host))
                .remarks(remarks(host))
                .build();
    }

    /** Who reads that a host lacks something must know of what, if not of its own release. */
    private String asked(Host host) {
        return isOfOther(host) ? "judged by %s, as asked: ".formatted(release) : "";
    }

    private boolean isOfOther(Host host) {
        return host.release() != null && !release.equals(host.release());
    }

    /** A host of which nothing could be judged. */
    public static HostReport unknown(Host host, String reason) {
        return HostReport.builder(host, HostVerdict.UNKNOWN, reason).remarks(host.gaps()).build();
    }

    private String whyUnjudged(Host host) {
        if (!host.connected()) {
            return "it was not connected when it was asked";
        }
        if (listed.isEmpty()) {
            return "no source lists a patch for %s; add one that does, then sync"
                    .formatted(release);
        }
        if (demanded.isEmpty()) {
            return "the baseline names nothing for " + release;
        }
        return host.isKnown() ? "" : "only its product is told; list its VIBs";
    }

    private Sums sums(Host host) {
        Collection<InstalledVib> installed = host.vibs();
        boolean byVibsAlone =
                installed != null
                        && host.bulletins() == null
                        && host.lacking().isEmpty()
                        && host.gaps().isEmpty();
        return byVibsAlone
                ? remembered.computeIfAbsent(installed, same -> Sums.of(states(host), demanded))
                : Sums.of(states(host), demanded);
    }

    /** From what tells least to what tells most, so that the better one wins. */
    private States states(Host host) {
        Collection<InstalledVib> installed = hostVibs.of(host);
        boolean isWhole = installed != null && host.gaps().isEmpty();
        States states = (isWhole ? withVibs : withoutVibs).copy();
        if (installed == null) {
            bases.of(host).ifPresent(base -> byVibs.judge(BaseVersions.BASE, base, states));
            untold.doubtByBase(states);
            byComponents.judge(host, states);
        }
        byIds.judge(host, installed != null, states);
        if (installed != null) {
            byVibs.judge(installed, states);
        }
        Map<String, InstalledVib> byName =
                HostVibs.byName(Objects.requireNonNullElse(installed, List.of()));
        states.settle(thing -> isThere(thing, byName.get(thing.name())));
        if (installed != null && !isWhole) {
            untold.doubtByList(states, byName::containsKey);
        }
        byProfiles.judge(host, installed, states);
        return states;
    }

    private static boolean isThere(Thing thing, @Nullable InstalledVib installed) {
        return installed != null && installed.version().compareTo(thing.version()) >= 0;
    }

    private boolean isNewer(Host host) {
        return bases.isBelow(host);
    }

    private List<InstalledVib> unlisted(Host host) {
        List<InstalledVib> installed = host.vibs();
        return installed == null
                ? List.of()
                : installed.stream()
                        .filter(vib -> !knownNames.contains(vib.name()))
                        .filter(vib -> !OWN_VENDORS.contains(vib.vendor()))
                        .toList();
    }

    private List<String> remarks(Host host) {
        List<String> remarks = new ArrayList<>(host.gaps());
        if (isNewer(host)) {
            remarks.add(
                    "its %s is newer than the newest esx-base that is listed, %s"
                            .formatted(
                                    host.base() == null
                                            ? "build " + host.build()
                                            : "esx-base " + host.base(),
                                    bases.highest()));
        }
        remarks.addAll(recalled.remarks(told(host)));
        return remarks;
    }

    /** The VIBs that a host is known to have: of one that tells its build, the base. */
    private Collection<InstalledVib> told(Host host) {
        Collection<InstalledVib> installed = hostVibs.of(host);
        return installed != null
                ? installed
                : bases.exact(host).stream()
                        .map(base -> new InstalledVib(BaseVersions.BASE, base, ""))
                        .toList();
    }

    /**
     * What each demanded patch is to a host, by its place in {@link #demanded}; all are unknown to
     * a host that cannot be judged.
     */
    public IntFunction<PatchVerdict> verdicts(Host host) {
        return whyUnjudged(host).isEmpty() ? states(host)::get : place -> PatchVerdict.UNKNOWN;
    }

    /** Judges each patch of the baseline for one host. */
    public List<JudgedPatch> details(Host host) {
        if (!whyUnjudged(host).isEmpty()) {
            return List.of();
        }
        States states = states(host);
        Collection<InstalledVib> installed = hostVibs.of(host);
        Map<String, InstalledVib> byName = installedByName(host);
        List<JudgedPatch> patches = new ArrayList<>();
        for (int i = 0; i < demanded.size(); i++) {
            PatchVerdict verdict = states.get(i);
            List<JudgedVib> judged =
                    installed == null
                            ? List.of()
                            : comparison.of(
                                    demanded.get(i).patch(),
                                    byName,
                                    verdict,
                                    host.gaps().isEmpty());
            patches.add(
                    new JudgedPatch(
                            demanded.get(i),
                            verdict,
                            Reasons.of(verdict, judged, Reasons.basis(host)),
                            judged));
        }
        return patches;
    }

    /** What a host has, by name; empty where its VIBs are not known. */
    public Map<String, InstalledVib> installedByName(Host host) {
        return HostVibs.byName(Objects.requireNonNullElse(hostVibs.of(host), List.of()));
    }
}
