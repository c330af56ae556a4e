package org.esxsync.source.depot;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;

/** Which image profiles of a source are patches. */
enum ProfileChoice {
    /** Each. */
    ALL,
    /** None. */
    NONE,
    /** Of each creator and release those with the highest version of the base. */
    NEWEST;

    private static final List<String> BASES = List.of("esx-base", "esxio-base");

    /**
     * @param pid names the configuration in messages
     * @throws ConfigurationException if the text names none of these
     */
    static ProfileChoice named(String pid, String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(choice -> choice.name().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ConfigurationException(
                                        pid, "profiles", text, "use all, newest or none"));
    }

    List<Patch> of(List<Patch> profiles) {
        return switch (this) {
            case ALL -> profiles;
            case NONE -> List.of();
            case NEWEST -> newest(profiles);
        };
    }

    private static List<Patch> newest(List<Patch> profiles) {
        Map<String, VibVersion> newest = new HashMap<>();
        List<Patch> whole = profiles.stream().filter(Patch::isDownloadable).toList();
        for (Patch profile : whole) {
            base(profile)
                    .ifPresent(
                            version -> newest.merge(line(profile), version, ProfileChoice::higher));
        }
        return whole.stream().filter(profile -> isNewest(profile, newest)).toList();
    }

    private static boolean isNewest(Patch profile, Map<String, VibVersion> newest) {
        VibVersion highest = newest.get(line(profile));
        return highest == null
                || base(profile).stream().allMatch(base -> base.compareTo(highest) == 0);
    }

    private static VibVersion higher(VibVersion one, VibVersion other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Optional<VibVersion> base(Patch profile) {
        return profile.vibs().stream()
                .filter(vib -> BASES.contains(vib.name()))
                .map(Vib::version)
                .max(Comparator.naturalOrder());
    }

    /** Who makes it, and for which release. */
    private static String line(Patch profile) {
        ImageProfile own = Objects.requireNonNull(profile.profile());
        return own.creator()
                + "\n"
                + profile.platforms().stream()
                        .map(ProfileChoice::release)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("\n"));
    }

    private static String release(Platform platform) {
        String[] parts = platform.versionPattern().split("\\.", 3);
        return platform.product() + " " + parts[0] + (parts.length > 1 ? "." + parts[1] : "");
    }
}
