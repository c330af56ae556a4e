package org.esxsync.compliance.exposure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
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
import org.esxsync.compliance.exposure.ClosingPatches.ClosingPatch;
import org.esxsync.compliance.judge.ReleaseJudge;

/**
 * Tells what hosts of one release are open to: by what they run, where branch and build are known,
 * and by the patches that vulnerabilities name. Hosts that are alike cost little. Used by one
 * thread.
 */
public final class ReleaseExposure {

    /** As many different hosts are remembered. */
    private static final int MOST_REMEMBERED = 20_000;

    /**
     * What a patch that closes something is to a host that is open to it, from what says most. That
     * a patch cannot be judged does not say that it is not listed.
     */
    private static final List<PatchVerdict> LACKING =
            List.of(
                    PatchVerdict.MISSING,
                    PatchVerdict.SUPERSEDED,
                    PatchVerdict.UNKNOWN,
                    PatchVerdict.NOT_APPLICABLE);

    private final KnownVulnerabilities known;
    private final List<Vulnerability> all;
    private final ReleaseJudge judge;
    private final ClosingPatches closing;

    /** The fixes of each vulnerability for this release. */
    private final List<List<Fix>> fixes;

    private final Set<String> fixNames = new TreeSet<>();
    private final Map<Optional<FixedRelease>, ImageStanding> standings = new HashMap<>();
    private final Map<Facts, Exposure> remembered = new HashMap<>();

    /** What many hosts are open to is one object. */
    private final Map<Open, OpenVulnerability> shared = new HashMap<>();

    /** What a vulnerability is to a host. */
    private enum Standing {
        OPEN,
        CLOSED,
        UNKNOWN
    }

    /**
     * All that an exposure depends on.
     *
     * @param release what the host runs
     * @param image what follows from it
     * @param verdicts what each closing patch is to the host
     * @param ids the names of fixes that the host says it has
     */
    private record Facts(
            Optional<EsxRelease> release,
            ImageStanding image,
            List<PatchVerdict> verdicts,
            Set<String> ids) {}

    /** What an open vulnerability is told with. */
    private record Open(int place, EsxRelease release, List<String> patches) {}

    /**
     * @param judge judges by all that is listed for the release
     */
    public ReleaseExposure(KnownVulnerabilities known, ReleaseJudge judge) {
        this.known = known;
        this.all = known.all();
        this.judge = judge;
        this.closing = new ClosingPatches(known, judge.demanded());
        this.fixes = all.stream().map(each -> each.of(judge.release())).toList();
        fixes.stream()
                .flatMap(List::stream)
                .filter(fix -> fix.fixedIn() != null)
                .forEach(fix -> fixNames.add(key(fix)));
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
        Optional<FixedRelease> image = host.connected() ? RunningImage.of(host) : Optional.empty();
        IntFunction<PatchVerdict> verdicts = judge.verdicts(host);
        List<String> bulletins = host.bulletins() == null ? List.of() : host.bulletins();
        Set<String> ids = new TreeSet<>();
        bulletins.forEach(id -> ids.add(id.toUpperCase(Locale.ROOT)));
        ids.retainAll(fixNames);
        return new Facts(
                image.map(FixedRelease::release),
                standings.computeIfAbsent(image, each -> ImageStanding.of(all, each.orElse(null))),
                closing.all().stream().map(each -> verdicts.apply(each.place())).toList(),
                ids);
    }

    private Exposure exposure(Facts facts) {
        List<OpenVulnerability> open = new ArrayList<>();
        int closed = 0;
        int elsewhere = 0;
        for (int i = 0; i < all.size(); i++) {
            switch (standing(i, facts)) {
                case CLOSED -> closed++;
                case OPEN -> open.add(open(i, facts));
                case UNKNOWN -> elsewhere += facts.image().elsewhere().get(i) ? 1 : 0;
            }
        }
        int unknown = all.size() - closed - open.size();
        return new Exposure(open, closed, unknown, elsewhere, known.knowsExploited());
    }

    private Standing standing(int place, Facts facts) {
        if (facts.image().closed().get(place)) {
            return Standing.CLOSED;
        }
        if (facts.image().open().get(place)) {
            return Standing.OPEN;
        }
        if (facts.release().isEmpty() && all.get(place).isNotAffected(judge.release())) {
            return Standing.CLOSED;
        }
        return fixes.get(place).isEmpty() ? Standing.UNKNOWN : byPatches(place, facts);
    }

    private Standing byPatches(int place, Facts facts) {
        List<PatchVerdict> named =
                fixes.get(place).stream().map(fix -> verdict(place, fix, facts)).toList();
        boolean hasNoFix =
                facts.release().isEmpty()
                        && fixes.get(place).stream()
                                .anyMatch(fix -> fix.state() == FixState.NO_FIX);
        if (hasNoFix || named.stream().anyMatch(ReleaseExposure::isLacking)) {
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
    private PatchVerdict verdict(int place, Fix fix, Facts facts) {
        FixedRelease fixed = fix.fixedIn();
        if (fixed == null) {
            return PatchVerdict.UNKNOWN;
        }
        if (facts.ids().contains(key(fix))) {
            return PatchVerdict.INSTALLED;
        }
        PatchVerdict verdict =
                closing.of(all.get(place)).stream()
                        .filter(patch -> patch.isNamedBy(fix))
                        .map(patch -> facts.verdicts().get(patch.number()))
                        .findFirst()
                        .orElse(PatchVerdict.UNKNOWN);
        return fixed.isImage() && isLacking(verdict) ? PatchVerdict.NOT_APPLICABLE : verdict;
    }

    private static boolean isLacking(PatchVerdict verdict) {
        return verdict == PatchVerdict.MISSING || verdict == PatchVerdict.SUPERSEDED;
    }

    private OpenVulnerability open(int place, Facts facts) {
        List<String> patches =
                LACKING.stream()
                        .map(verdict -> closing(place, verdict, facts))
                        .filter(ids -> !ids.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        return shared.computeIfAbsent(
                new Open(place, facts.release().orElse(judge.release()), patches), this::told);
    }

    private OpenVulnerability told(Open open) {
        Vulnerability vulnerability = all.get(open.place());
        return new OpenVulnerability(
                vulnerability,
                open.patches(),
                vulnerability.of(open.release()).stream()
                        .filter(fix -> fix.fixedIn() != null)
                        .map(fix -> String.valueOf(fix.fixedIn()))
                        .toList());
    }

    private List<String> closing(int place, PatchVerdict verdict, Facts facts) {
        return closing.of(all.get(place)).stream()
                .filter(patch -> facts.verdicts().get(patch.number()) == verdict)
                .map(ClosingPatch::id)
                .distinct()
                .toList();
    }
}
