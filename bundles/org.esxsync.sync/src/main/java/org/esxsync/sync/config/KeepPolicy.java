package org.esxsync.sync.config;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.jspecify.annotations.Nullable;

/**
 * Which superseded patches stay in the mirror: all, a number of the newest, or those released since
 * a day.
 *
 * @param newest how many stay, or {@link #ALL}
 * @param since the day, or null
 * @param ignored patches that are not wanted, each as {@code ID} or {@code ID@REVISION}
 */
public record KeepPolicy(int newest, @Nullable LocalDate since, Set<String> ignored) {

    static final int ALL = Integer.MAX_VALUE;

    public static final KeepPolicy EVERYTHING = new KeepPolicy(ALL, null, Set.of());

    public KeepPolicy {
        ignored = Set.copyOf(ignored);
    }

    /**
     * Reads {@code all}, a number or a day.
     *
     * @throws ConfigurationException if it is none of these
     */
    public static KeepPolicy parse(String pid, String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        try {
            if (value.equals("all")) {
                return EVERYTHING;
            }
            return value.matches("[0-9]{1,6}")
                    ? new KeepPolicy(Integer.parseInt(value), null, Set.of())
                    : new KeepPolicy(0, LocalDate.parse(value), Set.of());
        } catch (DateTimeParseException e) {
            throw new ConfigurationException(
                    pid, "keep", text, "use all, a number such as 3, or a day such as 2012-01-01");
        }
    }

    /** The same, with these patches ignored. */
    public KeepPolicy ignoring(Collection<String> patches) {
        return new KeepPolicy(newest, since, new HashSet<>(patches));
    }

    public boolean isIgnored(PatchKey patch) {
        return ignored.contains(patch.id())
                || ignored.contains(patch.id() + "@" + patch.revision());
    }

    public boolean isAll() {
        return newest == ALL;
    }

    /** Those of a release's superseded patches that do not stay. */
    public List<Patch> toRemove(List<Patch> superseded) {
        return superseded.stream()
                .sorted(Comparator.comparing(KeepPolicy::date).reversed().thenComparing(Patch::id))
                .skip(newest)
                .filter(patch -> since == null || date(patch).isBefore(since))
                .toList();
    }

    /** What has no date stays longest. */
    private static LocalDate date(Patch patch) {
        LocalDate date = patch.releaseDate();
        return date == null ? LocalDate.MAX : date;
    }
}
