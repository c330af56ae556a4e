package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.esxsync.api.Quantity;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedPatch;
import org.esxsync.api.compliance.JudgedVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
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

    private static final int FIRST_OF_IMAGES = 5;

    private static final BinaryOperator<String> BY_ORDER =
            BinaryOperator.minBy(Comparator.naturalOrder());

    private final EsxRelease release;
    private final List<PatchSummary> listed;
    private final List<PatchSummary> demanded;
    private final ThingIndex vibs;
    private final ThingIndex components;
    private final List<Integer> profiles = new ArrayList<>();
    private final BaseVersions bases;
    private final Map<String, String> recalled;
    private final Set<String> knownNames = new HashSet<>();
    private final Set<String> demandedIds = new HashSet<>();

    /** What the patches are to a host of which VIBs are known, and to one of which none are. */
    private final States withVibs;

    private final States withoutVibs;

    private @Nullable Succession succession;

    private final Map<Collection<InstalledVib>, Judged> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Collection<InstalledVib>, Judged> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    /** The states of a host, and what they add up to. */
    private record Judged(
            int installed,
            int superseded,
            int notApplicable,
            int unknown,
            List<PatchSummary> missing) {}

    /**
     * @param listed all that is listed for the release, by release date
     */
    public ReleaseJudge(EsxRelease release, List<PatchSummary> listed, Baseline baseline) {
        this.release = release;
        this.listed = listed;
        this.demanded = Demand.of(baseline, listed);
        this.vibs = new ThingIndex(things(demanded));
        this.components = new ThingIndex(componentsOf(demanded));
        this.bases = new BaseVersions(listed);
        this.recalled = recalledVibs(listed);
        for (PatchSummary each : listed) {
            each.patch().vibs().forEach(vib -> knownNames.add(vib.name()));
        }
        for (int i = 0; i < demanded.size(); i++) {
            Patch patch = demanded.get(i).patch();
            demandedIds.add(Succession.key(patch.id()));
            if (patch.kind() == PatchKind.IMAGE_PROFILE) {
                profiles.add(i);
            }
        }
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

    private static List<Thing> things(List<PatchSummary> patches) {
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < patches.size(); i++) {
            Patch patch = patches.get(i).patch();
            if (patch.kind() != PatchKind.IMAGE_PROFILE) {
                for (Vib vib : patch.vibs()) {
                    things.add(Thing.of(vib, i));
                }
            }
        }
        return things;
    }

    /** A component's bulletin is called by its name and version. */
    private static List<Thing> componentsOf(List<PatchSummary> patches) {
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < patches.size(); i++) {
            String id = patches.get(i).patch().id();
            int parting = id.lastIndexOf('_');
            int place = i;
            if (parting > 0 && patches.get(i).patch().kind() == PatchKind.BULLETIN) {
                version(id.substring(parting + 1))
                        .ifPresent(
                                version ->
                                        things.add(
                                                new Thing(
                                                        id.substring(0, parting),
                                                        version,
                                                        place,
                                                        null)));
            }
        }
        return things;
    }

    private static Optional<VibVersion> version(String text) {
        try {
            return Optional.of(new VibVersion(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** VIBs that nothing but recalled patches bring. */
    private static Map<String, String> recalledVibs(List<PatchSummary> listed) {
        Map<String, String> recalled = new HashMap<>();
        for (PatchSummary each : listed) {
            if (each.recalled()) {
                each.patch()
                        .vibs()
                        .forEach(vib -> recalled.merge(name(vib), each.patch().id(), BY_ORDER));
            }
        }
        if (!recalled.isEmpty()) {
            listed.stream()
                    .filter(each -> !each.recalled())
                    .flatMap(each -> each.patch().vibs().stream())
                    .forEach(vib -> recalled.remove(name(vib)));
        }
        return recalled;
    }

    private static String name(Vib vib) {
        return vib.name() + " " + vib.version();
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
        Judged judged = judged(host);
        return new HostReport(
                host,
                verdict(host, judged),
                reason(host, judged),
                judged.installed(),
                judged.superseded(),
                judged.notApplicable(),
                judged.unknown(),
                judged.missing(),
                unlisted(host),
                remarks(host));
    }

    /** A host of which nothing could be judged. */
    public static HostReport unknown(Host host, String reason) {
        return new HostReport(
                host, HostVerdict.UNKNOWN, reason, 0, 0, 0, 0, List.of(), List.of(), host.gaps());
    }

    private String whyUnjudged(Host host) {
        if (!host.connected()) {
            return "it was not connected when it was asked";
        }
        if (listed.isEmpty()) {
            return "nothing is listed for %s; run a sync first".formatted(release);
        }
        if (demanded.isEmpty()) {
            return "the baseline names nothing for " + release;
        }
        return host.isKnown() ? "" : "only its product is told; list its VIBs";
    }

    private Judged judged(Host host) {
        Collection<InstalledVib> installed = host.vibs();
        boolean byVibsAlone =
                installed != null && host.bulletins() == null && host.lacking().isEmpty();
        return byVibsAlone
                ? remembered.computeIfAbsent(installed, same -> summed(states(host)))
                : summed(states(host));
    }

    private Judged summed(States states) {
        return new Judged(
                states.count(PatchVerdict.INSTALLED),
                states.count(PatchVerdict.SUPERSEDED),
                states.count(PatchVerdict.NOT_APPLICABLE),
                states.count(PatchVerdict.UNKNOWN),
                states.all(PatchVerdict.MISSING).stream().map(demanded::get).toList());
    }

    /** From what tells least to what tells most, so that the better one wins. */
    private States states(Host host) {
        Collection<InstalledVib> installed = installed(host);
        States states = (installed == null ? withoutVibs : withVibs).copy();
        if (installed == null) {
            byBase(host, states);
            byComponents(host, states);
        }
        byIds(host, installed != null, states);
        if (installed != null) {
            new VibJudge(vibs).judge(installed, states);
        }
        byProfiles(host, installed, states);
        states.settle();
        return states;
    }

    /** The host's VIBs, or those of its image profile if that is listed and unchanged. */
    private @Nullable Collection<InstalledVib> installed(Host host) {
        String profile = host.profile();
        if (host.vibs() != null || profile == null || host.profileChanged()) {
            return host.vibs();
        }
        return listed.stream()
                .map(PatchSummary::patch)
                .filter(each -> each.kind() == PatchKind.IMAGE_PROFILE && each.id().equals(profile))
                .filter(each -> each.profile() == null || each.profile().missingVibs().isEmpty())
                .findFirst()
                .map(ReleaseJudge::installedBy)
                .orElse(null);
    }

    private static Collection<InstalledVib> installedBy(Patch profile) {
        return profile.vibs().stream().map(InstalledVib::of).toList();
    }

    private void byBase(Host host, States states) {
        bases.of(host).ifPresent(base -> new VibJudge(vibs).judge(BaseVersions.BASE, base, states));
    }

    private void byComponents(Host host, States states) {
        List<InstalledComponent> installed = host.components();
        if (installed == null) {
            return;
        }
        Map<String, VibVersion> versions =
                installed.stream()
                        .collect(
                                Collectors.toMap(
                                        InstalledComponent::name,
                                        InstalledComponent::version,
                                        (one, other) -> one));
        VibJudge judge = new VibJudge(components);
        versions.forEach((name, version) -> judge.judge(name, version, states));
        for (Thing each : componentsOf(demanded)) {
            if (!versions.containsKey(each.name())) {
                states.set(each.patch(), PatchVerdict.NOT_APPLICABLE);
            }
        }
    }

    private void byIds(Host host, boolean vibsAreKnown, States states) {
        List<String> bulletins = host.bulletins();
        if (bulletins == null && host.lacking().isEmpty()) {
            return;
        }
        Set<String> installed = keys(bulletins == null ? List.of() : bulletins);
        Set<String> lacking = keys(host.lacking());
        boolean isListComplete = bulletins != null && isBeforeImages();
        for (int i = 0; i < demanded.size(); i++) {
            Patch patch = demanded.get(i).patch();
            if (vibsAreKnown && !patch.vibs().isEmpty()) {
                continue;
            }
            String id = Succession.key(patch.id());
            Set<String> newer = succession().of(id);
            boolean isReplaced = newer.stream().anyMatch(demandedIds::contains);
            if (installed.contains(id) || newer.stream().anyMatch(installed::contains)) {
                states.set(i, PatchVerdict.INSTALLED);
            } else if (lacking.contains(id) || isListComplete) {
                states.set(i, isReplaced ? PatchVerdict.SUPERSEDED : PatchVerdict.MISSING);
            }
        }
    }

    /** Made for the first host that needs it. */
    private Succession succession() {
        Succession made = succession;
        if (made == null) {
            made = new Succession(listed);
            succession = made;
        }
        return made;
    }

    private static Set<String> keys(List<String> ids) {
        return ids.stream().map(Succession::key).collect(Collectors.toSet());
    }

    /** Later an image profile brings what no list of bulletins tells. */
    private boolean isBeforeImages() {
        String major = release.version().split("\\.", 2)[0];
        return Integer.parseInt(major) < FIRST_OF_IMAGES;
    }

    private void byProfiles(
            Host host, @Nullable Collection<InstalledVib> installed, States states) {
        for (int place : profiles) {
            states.set(place, profile(demanded.get(place).patch(), host, installed));
        }
    }

    private PatchVerdict profile(
            Patch profile, Host host, @Nullable Collection<InstalledVib> installed) {
        if (installed != null) {
            Map<String, InstalledVib> byName = byName(installed);
            return profile.vibs().stream()
                            .allMatch(vib -> judged(vib, byName, true) == PatchVerdict.INSTALLED)
                    ? PatchVerdict.INSTALLED
                    : PatchVerdict.MISSING;
        }
        VibVersion base = bases.of(host).orElse(null);
        boolean isBehind =
                base != null
                        && profile.vibs().stream()
                                .anyMatch(
                                        vib ->
                                                vib.name().equals(BaseVersions.BASE)
                                                        && vib.version().compareTo(base) > 0);
        return isBehind ? PatchVerdict.MISSING : PatchVerdict.UNKNOWN;
    }

    private static Map<String, InstalledVib> byName(Collection<InstalledVib> installed) {
        Map<String, InstalledVib> byName = new HashMap<>();
        installed.forEach(vib -> byName.put(vib.name(), vib));
        return byName;
    }

    /**
     * @param demanded whether the VIB is lacking where nothing of its name is there
     */
    private PatchVerdict judged(Vib vib, Map<String, InstalledVib> installed, boolean demanded) {
        InstalledVib found = counterpart(vib, installed);
        if (found == null) {
            return demanded ? PatchVerdict.MISSING : PatchVerdict.NOT_APPLICABLE;
        }
        if (found.name().equals(vib.name()) && found.version().compareTo(vib.version()) >= 0) {
            return PatchVerdict.INSTALLED;
        }
        boolean isNewerThere =
                !found.name().equals(vib.name())
                        && found.replaces().stream()
                                .anyMatch(each -> each.matches(vib.name(), vib.version()));
        if (isNewerThere) {
            return PatchVerdict.INSTALLED;
        }
        return !demanded && isReplaced(vib) ? PatchVerdict.SUPERSEDED : PatchVerdict.MISSING;
    }

    private boolean isReplaced(Vib vib) {
        Versions versions = vibs.of(vib.name());
        if (versions == null) {
            return false;
        }
        for (int i = 0; i < versions.things().size(); i++) {
            if (vib.equals(versions.things().get(i).vib())) {
                return versions.isReplaced(i);
            }
        }
        return false;
    }

    /** What the host has of the VIB's name, or what replaces it or is replaced by it. */
    private static @Nullable InstalledVib counterpart(
            Vib vib, Map<String, InstalledVib> installed) {
        InstalledVib same = installed.get(vib.name());
        if (same != null) {
            return same;
        }
        for (InstalledVib each : installed.values()) {
            boolean replacesIt =
                    each.replaces().stream()
                            .anyMatch(relation -> relation.matches(vib.name(), vib.version()));
            boolean isReplaced =
                    vib.replaces().stream()
                            .anyMatch(
                                    relation ->
                                            relation.matches(each.name(), each.version())
                                                    || each.provides().stream()
                                                            .anyMatch(relation::matches));
            if (replacesIt || isReplaced) {
                return each;
            }
        }
        return null;
    }

    private HostVerdict verdict(Host host, Judged judged) {
        if (!judged.missing().isEmpty() || judged.superseded() > 0) {
            return HostVerdict.NON_COMPLIANT;
        }
        return judged.unknown() > 0 || !host.gaps().isEmpty()
                ? HostVerdict.UNKNOWN
                : HostVerdict.COMPLIANT;
    }

    private String reason(Host host, Judged judged) {
        if (!judged.missing().isEmpty() || judged.superseded() > 0) {
            long security =
                    judged.missing().stream()
                            .filter(
                                    each ->
                                            each.patch()
                                                    .classification()
                                                    .category()
                                                    .equals("security"))
                            .count();
            return "it lacks %s%s"
                    .formatted(
                            Quantity.count(judged.missing().size(), "patch", "patches"),
                            security == 0 ? "" : ", %d of them security".formatted(security));
        }
        if (judged.unknown() > 0) {
            return "%s could not be judged by %s; list its VIBs"
                    .formatted(Quantity.count(judged.unknown(), "patch", "patches"), basis(host));
        }
        if (!host.gaps().isEmpty()) {
            return "nothing is missing in what it tells, but " + host.gaps().get(0);
        }
        return isNewer(host)
                ? "it is newer than all that is listed"
                : "it has all that is demanded";
    }

    private static String basis(Host host) {
        if (host.vibs() != null) {
            return "its VIBs";
        }
        if (host.components() != null) {
            return "its components";
        }
        if (host.bulletins() != null || !host.lacking().isEmpty()) {
            return "its bulletins";
        }
        return host.base() != null || host.build() != null ? "its build" : "its image profile";
    }

    private boolean isNewer(Host host) {
        VibVersion base = host.base();
        VibVersion highest = bases.highest();
        return base != null && highest != null && base.compareTo(highest) > 0;
    }

    private List<InstalledVib> unlisted(Host host) {
        List<InstalledVib> installed = host.vibs();
        return installed == null
                ? List.of()
                : installed.stream().filter(vib -> !knownNames.contains(vib.name())).toList();
    }

    private List<String> remarks(Host host) {
        List<String> remarks = new ArrayList<>(host.gaps());
        if (isNewer(host)) {
            remarks.add(
                    "its esx-base %s is newer than the newest that is listed, %s"
                            .formatted(host.base(), bases.highest()));
        }
        if (!recalled.isEmpty() && host.vibs() != null) {
            for (InstalledVib vib : host.vibs()) {
                String patch = recalled.get(vib.toString());
                if (patch != null) {
                    remarks.add("it has %s of %s, which was recalled".formatted(vib, patch));
                }
            }
        }
        return remarks;
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
        Collection<InstalledVib> installed = installed(host);
        Map<String, InstalledVib> byName = installed == null ? Map.of() : byName(installed);
        List<JudgedPatch> patches = new ArrayList<>();
        for (int i = 0; i < demanded.size(); i++) {
            List<JudgedVib> judged =
                    installed == null ? List.of() : judged(demanded.get(i).patch(), byName);
            patches.add(
                    new JudgedPatch(
                            demanded.get(i),
                            states.get(i),
                            Reasons.of(states.get(i), judged, basis(host)),
                            judged));
        }
        return patches;
    }

    private List<JudgedVib> judged(Patch patch, Map<String, InstalledVib> installed) {
        boolean isProfile = patch.kind() == PatchKind.IMAGE_PROFILE;
        return patch.vibs().stream()
                .map(
                        vib ->
                                new JudgedVib(
                                        vib,
                                        counterpart(vib, installed),
                                        judged(vib, installed, isProfile)))
                .toList();
    }

    /** What a host has, by name; empty where its VIBs are not known. */
    public Map<String, InstalledVib> installedByName(Host host) {
        return byName(Objects.requireNonNullElse(installed(host), List.of()));
    }
}
