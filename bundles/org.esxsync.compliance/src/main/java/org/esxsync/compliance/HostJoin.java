package org.esxsync.compliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.api.patch.VibVersion;
import org.jspecify.annotations.Nullable;

/** Joins what several files tell of one host, unless they contradict each other. */
final class HostJoin {

    private static final int MOST_PROBLEMS = 1000;

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long moreProblems;

    void add(Inventory inventory) {
        inventory.problems().forEach(this::problem);
        inventory.hosts().forEach(this::add);
    }

    void problem(String problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        } else {
            moreProblems++;
        }
    }

    private void add(Host host) {
        String key = key(host.name());
        Host before = hosts.get(key);
        if (before == null) {
            hosts.put(key, host);
        } else if (agree(before, host)) {
            hosts.put(key, joined(before, host));
        } else {
            addOther(host);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void addOther(Host host) {
        String name;
        do {
            int number = numbers.merge(key(host.name()), 1, Integer::sum) + 1;
            name = "%s (%d)".formatted(host.name(), number);
        } while (hosts.containsKey(key(name)));
        String renamed = name;
        problem(
                "%s: two hosts are called %s and differ; this one is told as '%s'"
                        .formatted(
                                host.origins().isEmpty() ? "?" : host.origins().get(0),
                                host.name(),
                                renamed));
        hosts.put(key(renamed), host.with(builder -> builder.name(renamed)));
    }

    private static boolean agree(Host one, Host other) {
        return agree(one.release(), other.release())
                && isSameVersion(one.version(), other.version())
                && agree(one.build(), other.build())
                && agree(one.base(), other.base())
                && agree(versions(one.vibs()), versions(other.vibs()))
                && agree(one.components(), other.components())
                && agree(one.bulletins(), other.bulletins())
                && agree(one.profile(), other.profile());
    }

    /** A tool may tell the release alone: {@code 7.0} says nothing against {@code 7.0.3}. */
    private static boolean isSameVersion(String one, String other) {
        return (one + ".").startsWith(other.isEmpty() ? "" : other + ".")
                || (other + ".").startsWith(one.isEmpty() ? "" : one + ".");
    }

    private static boolean agree(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null || one.equals(other);
    }

    /** Tools tell more or less of a VIB besides its version. */
    private static @Nullable Map<String, VibVersion> versions(@Nullable List<InstalledVib> vibs) {
        if (vibs == null) {
            return null;
        }
        Map<String, VibVersion> versions = new HashMap<>();
        vibs.forEach(vib -> versions.put(vib.name(), vib.version()));
        return versions;
    }

    /** Of two lists of the same VIBs, the one that tells what they need. */
    private static @Nullable List<InstalledVib> richer(
            @Nullable List<InstalledVib> one, @Nullable List<InstalledVib> other) {
        boolean tellsMore =
                other != null && other.stream().anyMatch(vib -> !vib.depends().isEmpty());
        return one == null || tellsMore ? other : one;
    }

    private static Host joined(Host one, Host other) {
        Host.Builder host =
                Host.builder(one.name())
                        .release(either(one.release(), other.release()))
                        .version(longer(one.version(), other.version()))
                        .build(either(one.build(), other.build()))
                        .base(either(one.base(), other.base()))
                        .vibs(richer(one.vibs(), other.vibs()))
                        .components(either(one.components(), other.components()))
                        .bulletins(either(one.bulletins(), other.bulletins()))
                        .lacking(both(one.lacking(), other.lacking()))
                        .profile(
                                either(one.profile(), other.profile()),
                                one.profileChanged() || other.profileChanged())
                        .connected(one.connected() && other.connected())
                        .at(later(one.at(), other.at()));
        both(one.gaps(), other.gaps()).forEach(host::gap);
        both(one.origins(), other.origins()).forEach(host::origin);
        return host.build();
    }

    /** Of which nobody says when it was told, was told now. */
    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return null;
        }
        return one.isAfter(other) ? one : other;
    }

    private static String longer(String one, String other) {
        return one.length() >= other.length() ? one : other;
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private static Collection<String> both(List<String> one, List<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }

    Inventory inventory() {
        List<String> all = new ArrayList<>(problems);
        if (moreProblems > 0) {
            all.add("%,d more of the like".formatted(moreProblems));
        }
        return new Inventory(new ArrayList<>(hosts.values()), all);
    }
}
