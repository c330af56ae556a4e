package org.esxsync.sync.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
 * @param byRelease the levels of releases whose hosts demand another one
 * @param leavesOut whether what hosts may refuse is not published
 */
public record FitPolicy(
        AcceptanceLevel minimum, Map<EsxRelease, AcceptanceLevel> byRelease, boolean leavesOut) {

    /** Hosts take every level, and what they may refuse is published with a warning. */
    public static final FitPolicy WARN = new FitPolicy(AcceptanceLevel.UNKNOWN, Map.of(), false);

    static final String MINIMUM = "minimum.acceptance";

    /** From here on a gzip payload needs a SHA-256 checksum of its decompressed content. */
    private static final int VERIFIES_GUNZIP = 8;

    /** From here on payloads may be compressed with zstd. */
    private static final int READS_ZSTD = 9;

    private static final String ZSTD_PAYLOAD = "vzstd";
    private static final String ZSTD_READER = "zstd-compression";

    public FitPolicy {
        byRelease = Map.copyOf(byRelease);
    }

    /**
     * @param minimums a level for all releases, and levels for some, each as {@code RELEASE:LEVEL}
     * @throws ConfigurationException if one of the texts cannot be used
     */
    static FitPolicy parse(String pid, List<String> minimums, String unfit) {
        if (minimums.isEmpty()) {
            throw unusable(pid, "");
        }
        AcceptanceLevel minimum = AcceptanceLevel.UNKNOWN;
        Map<EsxRelease, AcceptanceLevel> byRelease = new TreeMap<>();
        for (String each : minimums) {
            int colon = each.indexOf(':');
            AcceptanceLevel level = level(pid, each, each.substring(colon + 1));
            if (colon < 0) {
                minimum = level;
            } else {
                byRelease.put(release(pid, each, each.substring(0, colon)), level);
            }
        }
        return new FitPolicy(
                minimum,
                byRelease,
                switch (unfit.strip().toLowerCase(Locale.ROOT)) {
                    case "warn" -> false;
                    case "refuse" -> true;
                    default ->
                            throw new ConfigurationException(
                                    pid, "unfit", unfit, "use warn or refuse");
                });
    }

    private static AcceptanceLevel level(String pid, String text, String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        AcceptanceLevel level = AcceptanceLevel.named(word);
        if (level == AcceptanceLevel.UNKNOWN && !word.equals("none")) {
            throw unusable(pid, text);
        }
        return level;
    }

    private static EsxRelease release(String pid, String text, String name) {
        try {
            return EsxRelease.parse(name.strip());
        } catch (IllegalArgumentException e) {
            throw unusable(pid, text);
        }
    }

    private static ConfigurationException unusable(String pid, String text) {
        return new ConfigurationException(
                pid,
                MINIMUM,
                text,
                "use none, community, partner, accepted or certified, and for one release such as"
                        + " esxi-8.0:partner");
    }

    /** The acceptance level that the hosts of a release demand. */
    AcceptanceLevel minimum(EsxRelease release) {
        return byRelease.getOrDefault(release, minimum);
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
        addLevels(reasons, patch, minimum(release));
        return reasons;
    }

    private static void addLevels(List<String> reasons, Patch patch, AcceptanceLevel minimum) {
        ImageProfile profile = patch.profile();
        if (profile != null
                && profile.acceptanceLevel() != AcceptanceLevel.UNKNOWN
                && !profile.acceptanceLevel().isAtLeast(minimum)) {
            reasons.add(below(profile.acceptanceLevel(), minimum));
        }
        for (AcceptanceLevel level : AcceptanceLevel.values()) {
            if (!level.isAtLeast(minimum)) {
                addReason(
                        reasons,
                        patch,
                        vib -> vib.acceptanceLevel() == level && isDescribed(vib),
                        below(level, minimum));
            }
        }
    }

    private static String below(AcceptanceLevel level, AcceptanceLevel minimum) {
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
