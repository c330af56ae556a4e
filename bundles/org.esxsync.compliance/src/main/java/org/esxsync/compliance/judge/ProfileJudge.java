package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/** Judges the image profiles of a baseline, of which a host must have all. */
final class ProfileJudge {

    private final List<Integer> places = new ArrayList<>();
    private final List<PatchSummary> demanded;
    private final VibComparison comparison;
    private final BaseVersions bases;

    ProfileJudge(List<PatchSummary> demanded, VibComparison comparison, BaseVersions bases) {
        this.demanded = demanded;
        this.comparison = comparison;
        this.bases = bases;
        for (int i = 0; i < demanded.size(); i++) {
            if (demanded.get(i).patch().kind() == PatchKind.IMAGE_PROFILE) {
                places.add(i);
            }
        }
    }

    /**
     * @param installed the host's VIBs, or null if they are not known
     */
    void judge(Host host, @Nullable Collection<InstalledVib> installed, States states) {
        for (int place : places) {
            Patch profile = demanded.get(place).patch();
            states.set(
                    place,
                    installed == null
                            ? byBase(profile, host)
                            : byVibs(profile, HostVibs.byName(installed), host.gaps().isEmpty()));
        }
    }

    private PatchVerdict byVibs(
            Patch profile, Map<String, InstalledVib> installed, boolean isWhole) {
        Set<PatchVerdict> verdicts =
                profile.vibs().stream()
                        .map(vib -> comparison.verdict(vib, installed, true, isWhole))
                        .collect(Collectors.toSet());
        return Stream.of(PatchVerdict.MISSING, PatchVerdict.UNKNOWN)
                .filter(verdicts::contains)
                .findFirst()
                .orElse(PatchVerdict.INSTALLED);
    }

    private PatchVerdict byBase(Patch profile, Host host) {
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
}
