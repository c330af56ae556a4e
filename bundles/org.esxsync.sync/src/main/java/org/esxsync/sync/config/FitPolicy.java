package org.esxsync.sync.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.release.EsxRelease;

/**
 * Which patches the hosts of a release may refuse, and whether these are published. Of VIBs whose
 * payloads are not published, nothing is claimed.
 *
 * @param minimum the acceptance level that the hosts demand; {@link AcceptanceLevel#UNKNOWN} if
 *     they take every level
 * @param leavesOut whether what hosts may refuse is not published
 */
public record FitPolicy(AcceptanceLevel minimum, boolean leavesOut) {

    /** Hosts take every level, and what they may refuse is published with a warning. */
    public static final FitPolicy WARN = new FitPolicy(AcceptanceLevel.UNKNOWN, false);

    /** From here on a gzip payload needs a SHA-256 checksum of its decompressed content. */
    private static final int VERIFIES_GUNZIP = 8;

    /** From here on payloads may be compressed with zstd. */
    private static final int READS_ZSTD = 9;

    private static final String ZSTD_PAYLOAD = "vzstd";
    private static final String ZSTD_READER = "zstd-compression";

    /**
     * @throws ConfigurationException if one of the texts cannot be used
     */
    static FitPolicy parse(String pid, String minimum, String unfit) {
        return new FitPolicy(
                level(pid, minimum.strip().toLowerCase(Locale.ROOT)),
                switch (unfit.strip().toLowerCase(Locale.ROOT)) {
                    case "warn" -> false;
                    case "refuse" -> true;
                    default ->
                            throw new ConfigurationException(
                                    pid, "unfit", unfit, "use warn or refuse");
                });
    }

    private static AcceptanceLevel level(String pid, String name) {
        AcceptanceLevel level = AcceptanceLevel.named(name);
        if (level == AcceptanceLevel.UNKNOWN && !name.equals("none")) {
            throw new ConfigurationException(
                    pid,
                    "minimum.acceptance",
                    name,
                    "use none, community, partner, accepted or certified");
        }
        return level;
    }

    /** Why hosts of this release may refuse a patch; empty if nothing speaks against it. */
    public List<String> reasons(Patch patch, EsxRelease release) {
        int version = Integer.parseInt(release.version().split("\\.", 2)[0]);
        List<String> reasons = new ArrayList<>();
        if (version >= VERIFIES_GUNZIP) {
            addReason(
                    reasons,
                    patch,
                    vib -> Boolean.FALSE.equals(vib.gunzipChecksums()),
                    "no payload checksum that ESXi 8.0 and later verify");
        }
        if (version < READS_ZSTD) {
            addReason(
                    reasons,
                    patch,
                    FitPolicy::needsZstd,
                    "a payload in zstd, which ESXi reads since 9.0");
        }
        addLevels(reasons, patch);
        return reasons;
    }

    private void addLevels(List<String> reasons, Patch patch) {
        ImageProfile profile = patch.profile();
        if (profile != null && isBelow(profile.acceptanceLevel())) {
            reasons.add(below(profile.acceptanceLevel()));
        }
        for (AcceptanceLevel level : AcceptanceLevel.values()) {
            if (!level.isAtLeast(minimum)) {
                addReason(
                        reasons,
                        patch,
                        vib -> vib.acceptanceLevel() == level && isDescribed(vib),
                        below(level));
            }
        }
    }

    private boolean isBelow(AcceptanceLevel level) {
        return level != AcceptanceLevel.UNKNOWN && !level.isAtLeast(minimum);
    }

    private String below(AcceptanceLevel level) {
        return "%s, below minimum.acceptance=%s"
                .formatted(
                        level == AcceptanceLevel.UNKNOWN
                                ? "unknown acceptance level"
                                : "acceptance level " + level.published(),
                        minimum.published());
    }

    /** Of others no more than the id is known. */
    private static boolean isDescribed(Vib vib) {
        return !vib.payloadTypes().isEmpty();
    }

    private static boolean needsZstd(Vib vib) {
        return vib.payloadTypes().contains(ZSTD_PAYLOAD)
                || vib.depends().stream().anyMatch(each -> each.name().equals(ZSTD_READER));
    }

    private static void addReason(
            List<String> reasons, Patch patch, Predicate<Vib> isConcerned, String reason) {
        List<Vib> vibs = patch.vibs().stream().filter(isConcerned).toList();
        if (vibs.isEmpty()) {
            return;
        }
        String where =
                switch (vibs.size()) {
                    case 1 -> " in its VIB " + vibs.get(0);
                    default -> " in %d of its VIBs, such as %s".formatted(vibs.size(), vibs.get(0));
                };
        reasons.add(patch.vibs().size() == 1 ? reason : reason + where);
    }

    /** A line for each reason why hosts of some of these releases may refuse a patch. */
    public List<String> warnings(Patch patch, Collection<EsxRelease> releases) {
        Map<String, List<EsxRelease>> concerned = new LinkedHashMap<>();
        for (EsxRelease release : releases) {
            reasons(patch, release)
                    .forEach(
                            reason ->
                                    concerned
                                            .computeIfAbsent(reason, key -> new ArrayList<>())
                                            .add(release));
        }
        return concerned.entrySet().stream()
                .map(each -> warning(patch, each.getValue(), each.getKey()))
                .toList();
    }

    private static String warning(Patch patch, List<EsxRelease> releases, String reason) {
        return "%s (%s): %s; a host may refuse it"
                .formatted(
                        patch.id(),
                        releases.stream()
                                .map(EsxRelease::toString)
                                .collect(Collectors.joining(", ")),
                        reason);
    }
}
