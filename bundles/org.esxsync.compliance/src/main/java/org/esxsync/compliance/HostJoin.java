package org.esxsync.compliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.Inventory;
import org.jspecify.annotations.Nullable;

/** Joins what several files tell of one host, unless they contradict each other. */
final class HostJoin {

    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    void add(Inventory inventory) {
        problems.addAll(inventory.problems());
        inventory.hosts().forEach(this::add);
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
        int number = 2;
        String name;
        do {
            name = "%s (%d)".formatted(host.name(), number);
            number++;
        } while (hosts.containsKey(key(name)));
        String renamed = name;
        problems.add(
                "%s: two hosts are called %s and differ; this one is told as '%s'"
                        .formatted(
                                host.origins().isEmpty() ? "?" : host.origins().get(0),
                                host.name(),
                                renamed));
        hosts.put(key(renamed), host.with(builder -> builder.name(renamed)));
    }

    private static boolean agree(Host one, Host other) {
        return agree(one.release(), other.release())
                && agree(one.build(), other.build())
                && agree(one.base(), other.base())
                && agree(one.vibs(), other.vibs())
                && agree(one.components(), other.components())
                && agree(one.bulletins(), other.bulletins())
                && agree(one.profile(), other.profile());
    }

    private static boolean agree(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null || one.equals(other);
    }

    private static Host joined(Host one, Host other) {
        Host.Builder host =
                Host.builder(one.name())
                        .release(either(one.release(), other.release()))
                        .version(one.version().isEmpty() ? other.version() : one.version())
                        .build(either(one.build(), other.build()))
                        .base(either(one.base(), other.base()))
                        .vibs(either(one.vibs(), other.vibs()))
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

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private static Collection<String> both(List<String> one, List<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }

    Inventory inventory() {
        return new Inventory(new ArrayList<>(hosts.values()), problems);
    }
}
