package org.esxsync.compliance.exposure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.OpenVulnerability;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.compliance.judge.ReleaseJudge;

/**
 * Tells what hosts of one release are open to: by what they run, where branch and build are known,
 * and by the patches that vulnerabilities name. Hosts that are alike cost little. Used by one
 * thread.
 */
public final class ReleaseExposure {

    /** As many different hosts are remembered. */
    private static final int MOST_REMEMBERED = 20_000;

    private final KnownVulnerabilities known;
    private final List<Vulnerability> all;
    private final ReleaseJudge judge;
    private final List<ClosingPatch> closing = new ArrayList<>();
    private final Map<String, List<ClosingPatch>> closingByCve = new HashMap<>();
    private final Set<String> fixNames = new TreeSet<>();
    private final Map<Optional<FixedRelease>, ImageStanding> standings = new HashMap<>();
    private final Map<Facts, Exposure> remembered = new LinkedHashMap<>();

    /** What a vulnerability is to a host. */
    private enum Standing {
        OPEN,
        CLOSED,
        UNKNOWN
    }

    /** A patch of the release that closes something. */
    private record ClosingPatch(String id, int place, int number) {

        boolean isNamedBy(Fix fix) {
            return fix.fixedIn() != null && fix.fixedIn().text().equalsIgnoreCase(id);
        }
    }

    /**
     * All that an exposure depends on.
     *
     * @param verdicts what each closing patch is to the host
     * @param ids the names of fixes that the host says it has
     */
    private record Facts(
            Optional<FixedRelease> image, List<PatchVerdict> verdicts, Set<String> ids) {}

    /**
     * @param judge judges by all that is listed for the release
     */
    public ReleaseExposure(KnownVulnerabilities known, ReleaseJudge judge) {
        this.known = known;
        this.all = known.all();
        this.judge = judge;
        Map<String, Set<String>> closedById = closedById();
        for (int i = 0; i < judge.demanded().size(); i++) {
            String id = judge.demanded().get(i).patch().id();
            Set<String> closed = closedById.get(id);
            if (closed != null) {
                ClosingPatch patch = new ClosingPatch(id, i, closing.size());
                closing.add(patch);
                closed.forEach(
                        cve ->
                                closingByCve
                                        .computeIfAbsent(cve, key -> new ArrayList<>())
                                        .add(patch));
            }
        }
        for (Vulnerability each : all) {
            each.of(judge.release()).stream()
                    .filter(fix -> fix.fixedIn() != null)
                    .forEach(fix -> fixNames.add(key(fix)));
        }
    }

    /** What each patch closes: itself, or by taking the place of one that does. */
    private Map<String, Set<String>> closedById() {
        Map<String, Set<String>> closedById = new HashMap<>();
        for (PatchSummary each : judge.demanded()) {
            List<Vulnerability> closed = known.closedBy(each.patch());
            if (!closed.isEmpty()) {
                List<String> cves = closed.stream().map(Vulnerability::cve).toList();
                Stream.concat(Stream.of(each.patch().id()), each.supersededBy().stream())
                        .forEach(
                                id ->
                                        closedById
                                                .computeIfAbsent(id, key -> new TreeSet<>())
                                                .addAll(cves));
            }
        }
        return closedById;
    }

    private static String key(Fix fix) {
        return String.valueOf(fix.fixedIn()).toUpperCase(Locale.ROOT);
    }

    /** What a host is open to. */
    public Exposure of(Host host) {
        Facts facts = facts(host);
        Exposure found = remembered.get(facts);
        if (found == null) {
            found = exposure(facts);
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(facts, found);
            }
        }
        return found;
    }

    private Facts facts(Host host) {
        IntFunction<PatchVerdict> verdicts = judge.verdicts(host);
        List<String> bulletins = host.bulletins() == null ? List.of() : host.bulletins();
        Set<String> ids = new TreeSet<>();
        bulletins.forEach(id -> ids.add(id.toUpperCase(Locale.ROOT)));
        ids.retainAll(fixNames);
        return new Facts(
                host.connected() ? RunningImage.of(host) : Optional.empty(),
                closing.stream().map(each -> verdicts.apply(each.place())).toList(),
                ids);
    }

    private Exposure exposure(Facts facts) {
        ImageStanding standing =
                standings.computeIfAbsent(
                        facts.image(), image -> ImageStanding.of(all, image.orElse(null)));
        List<OpenVulnerability> open = new ArrayList<>();
        int closed = 0;
        for (int i = 0; i < all.size(); i++) {
            Vulnerability each = all.get(i);
            switch (standing(each, i, standing, facts)) {
                case CLOSED -> closed++;
                case OPEN -> open.add(open(each, facts));
                case UNKNOWN -> {}
            }
        }
        return new Exposure(
                open, closed, all.size() - closed - open.size(), known.knowsExploited());
    }

    private Standing standing(
            Vulnerability vulnerability, int place, ImageStanding image, Facts facts) {
        if (image.fixed().get(place)) {
            return Standing.CLOSED;
        }
        List<Fix> fixes = vulnerability.of(judge.release());
        List<PatchVerdict> named =
                fixes.stream().map(fix -> verdict(vulnerability, fix, facts)).toList();
        boolean hasNoFix =
                facts.image().isEmpty()
                        && fixes.stream().anyMatch(fix -> fix.state() == FixState.NO_FIX);
        if (image.open().get(place)
                || hasNoFix
                || named.stream().anyMatch(ReleaseExposure::isLacking)) {
            return Standing.OPEN;
        }
        return named.contains(PatchVerdict.INSTALLED) && !named.contains(PatchVerdict.UNKNOWN)
                ? Standing.CLOSED
                : Standing.UNKNOWN;
    }

    /**
     * What the patch that a fix names is to the host. That a host lacks an image says nothing: the
     * fix may have come to its own branch, too.
     */
    private PatchVerdict verdict(Vulnerability vulnerability, Fix fix, Facts facts) {
        FixedRelease fixed = fix.fixedIn();
        if (fixed == null) {
            return PatchVerdict.UNKNOWN;
        }
        if (facts.ids().contains(key(fix))) {
            return PatchVerdict.INSTALLED;
        }
        PatchVerdict verdict =
                closing(vulnerability).stream()
                        .filter(patch -> patch.isNamedBy(fix))
                        .map(patch -> facts.verdicts().get(patch.number()))
                        .findFirst()
                        .orElse(PatchVerdict.UNKNOWN);
        return fixed.isImage() && isLacking(verdict) ? PatchVerdict.NOT_APPLICABLE : verdict;
    }

    private List<ClosingPatch> closing(Vulnerability vulnerability) {
        return closingByCve.getOrDefault(vulnerability.cve(), List.of());
    }

    private static boolean isLacking(PatchVerdict verdict) {
        return verdict == PatchVerdict.MISSING || verdict == PatchVerdict.SUPERSEDED;
    }

    private OpenVulnerability open(Vulnerability vulnerability, Facts facts) {
        List<String> missing = closing(vulnerability, PatchVerdict.MISSING, facts);
        return new OpenVulnerability(
                vulnerability,
                missing.isEmpty()
                        ? closing(vulnerability, PatchVerdict.SUPERSEDED, facts)
                        : missing,
                vulnerability.of(release(facts)).stream()
                        .filter(fix -> fix.fixedIn() != null)
                        .map(fix -> String.valueOf(fix.fixedIn()))
                        .toList());
    }

    private EsxRelease release(Facts facts) {
        return facts.image().map(FixedRelease::release).orElse(judge.release());
    }

    private List<String> closing(Vulnerability vulnerability, PatchVerdict verdict, Facts facts) {
        return closing(vulnerability).stream()
                .filter(patch -> facts.verdicts().get(patch.number()) == verdict)
                .map(ClosingPatch::id)
                .distinct()
                .toList();
    }
}
