package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.compliance.facts.BuildNumber;
import org.jspecify.annotations.Nullable;

/**
 * The versions of {@code esx-base} that are listed for a release. They tell what the number of a
 * build means, since builds do not order patches: of ESXi 5.5, build 1746974 is lower than 1746018.
 */
final class BaseVersions {

    static final String BASE = "esx-base";

    /** From here on the third number of a version is the update, whose builds ascend. */
    private static final int ASCENDING = 7;

    private final List<VibVersion> listed = new ArrayList<>();

    BaseVersions(List<PatchSummary> patches) {
        for (PatchSummary patch : patches) {
            for (Vib vib : patch.patch().vibs()) {
                if (vib.name().equals(BASE)) {
                    listed.add(vib.version());
                }
            }
        }
        listed.sort(Comparator.naturalOrder());
    }

    /** The highest that is listed; null if none is. */
    @Nullable VibVersion highest() {
        return listed.isEmpty() ? null : listed.get(listed.size() - 1);
    }

    /**
     * The version of {@code esx-base} that a host has, or one that is as good: no listed version
     * lies between the two.
     */
    Optional<VibVersion> of(Host host) {
        Long build = host.build();
        if (host.base() != null || build == null) {
            return Optional.ofNullable(host.base());
        }
        return listed(host).or(() -> between(host.version(), build));
    }

    /** The very version of {@code esx-base} that a host has, if it is told or its build listed. */
    Optional<VibVersion> exact(Host host) {
        return host.base() == null ? listed(host) : Optional.of(host.base());
    }

    private Optional<VibVersion> listed(Host host) {
        Long build = host.build();
        return build == null
                ? Optional.empty()
                : listed.stream()
                        .filter(each -> build(each) == build && fits(each, host.version()))
                        .findFirst();
    }

    /** Whether a host is newer than the highest, as far as it tells what it runs. */
    boolean isBelow(Host host) {
        VibVersion highest = highest();
        VibVersion base = host.base();
        Long build = host.build();
        if (highest == null) {
            return false;
        }
        if (base != null) {
            return base.compareTo(highest) > 0;
        }
        if (build == null || !tellsUpdate(host.version())) {
            return false;
        }
        int update = new VibVersion(host.version()).compareTo(new VibVersion(highest.version()));
        return update > 0 || update == 0 && build > build(highest);
    }

    private static boolean isAscending(String version) {
        int dot = version.indexOf('.');
        return dot > 0 && Integer.parseInt(version.substring(0, dot)) >= ASCENDING;
    }

    private static long build(VibVersion version) {
        return BuildNumber.of(version).orElse(-1L);
    }

    /** A host may not tell its update. */
    private static boolean fits(VibVersion listed, String version) {
        return listed.version().equals(version)
                || version.indexOf('.') == version.lastIndexOf('.')
                        && listed.version().startsWith(version + ".");
    }

    /**
     * Builds ascend within an update, and each of it is below the next update, whatever their
     * builds.
     */
    private Optional<VibVersion> between(String version, long build) {
        if (listed.isEmpty() || !tellsUpdate(version)) {
            return Optional.empty();
        }
        return Optional.of(
                listed.stream()
                        .filter(each -> each.version().equals(version) && build(each) <= build)
                        .max(Comparator.naturalOrder())
                        .orElse(new VibVersion(version)));
    }

    private static boolean tellsUpdate(String version) {
        return isAscending(version) && version.indexOf('.') != version.lastIndexOf('.');
    }
}
