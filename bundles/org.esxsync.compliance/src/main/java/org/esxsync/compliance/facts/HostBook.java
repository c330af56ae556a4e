package org.esxsync.compliance.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.esxsync.api.OneLine;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of one file. What is read belongs to the current host: the one that a prompt or a
 * column names, or else one that has the file's name. Where such a nameless host is told something
 * for the second time, another host is meant. Used by one thread.
 */
public final class HostBook {

    /** More than any site has. */
    private static final int MOST = 50_000;

    /** Names that many hosts bear. */
    private static final Set<String> NO_NAMES = Set.of("localhost", "localhost.localdomain");

    private static final Pattern NAME_OF_VIB = Pattern.compile("\\w[\\w.+:~-]{0,254}");

    private final String place;
    private final String fallback;
    private final Problems problems;
    private final KnownVibs known;
    private final Map<String, HostFacts> named = new LinkedHashMap<>();
    private final List<HostFacts> all = new ArrayList<>();

    private HostFacts current;
    private boolean isNamed;
    private boolean hadPrompt;
    private boolean hasTooMany;

    /** Whether a second list, without a prompt, was taken for another host's. */
    private boolean isSplit;

    private @Nullable HostFacts leading;
    private @Nullable String part;
    private @Nullable String section;
    private int nameless;

    /**
     * @param place what messages call the file
     * @param fallback the name of a host of which none is told
     */
    public HostBook(String place, String fallback, Problems problems, KnownVibs known) {
        this.place = place;
        this.fallback = fallback;
        this.problems = problems;
        this.known = known;
        this.current = another();
        this.leading = current;
    }

    public Problems problems() {
        return problems;
    }

    private HostFacts another() {
        isNamed = false;
        if (all.size() >= MOST) {
            tooMany();
            return new HostFacts(fallback);
        }
        nameless++;
        HostFacts facts = new HostFacts(fallback);
        facts.isNameless(true);
        all.add(facts);
        return facts;
    }

    /** What follows was typed at a prompt that names no host. */
    public void namelessPrompt() {
        String own = section;
        if (own != null) {
            select(own);
        } else if (isNamed) {
            current = another();
        }
        if (!hadPrompt && !current.isEmpty()) {
            leading = null;
        }
        hadPrompt = true;
    }

    /** What follows was typed at the prompt of a host. */
    public void prompt(String name) {
        select(name);
        hadPrompt = true;
    }

    /**
     * What follows, up to the next section, is of the host of this name where nothing else is said.
     */
    public void section(String name) {
        section = null;
        select(name);
        section = isNamed ? name : null;
    }

    /** What follows is about the host of this name. */
    public void select(String name) {
        String plain = OneLine.of(name, 255);
        String key = plain.toLowerCase(Locale.ROOT);
        if (plain.isEmpty() || NO_NAMES.contains(key)) {
            namelessPrompt();
            return;
        }
        HostFacts found = named.get(key);
        if (found == null && named.size() >= MOST) {
            tooMany();
            current = new HostFacts(plain);
            isNamed = true;
            return;
        }
        if (found == null) {
            found = new HostFacts(plain);
            named.put(key, found);
            all.add(found);
        }
        current = found;
        isNamed = true;
    }

    private void tooMany() {
        if (!hasTooMany) {
            problems.add("it has more than %,d hosts; the rest is left out".formatted(MOST));
        }
        hasTooMany = true;
    }

    /**
     * @param command what was typed for what follows, if it asks for a part of a list alone; null
     *     if it asks for all
     */
    public void asks(@Nullable String command) {
        part = command;
    }

    /** What follows is about a host whose name comes later, or never. */
    public HostFacts begin() {
        current = new HostFacts(fallback);
        isNamed = true;
        return current;
    }

    /** A host that was begun is complete. */
    public void end(HostFacts begun, @Nullable String name) {
        if (begun.isEmpty()) {
            return;
        }
        String told = name == null ? section : name;
        if (told == null) {
            HostFacts nameless = another();
            nameless.absorb(begun);
            current = nameless;
            return;
        }
        select(told);
        current.absorb(begun);
        current.connected(begun.host(place).connected());
    }

    public HostFacts current() {
        return current;
    }

    /**
     * The host that a list is of, which starts here. A nameless host has one list of a kind, and a
     * host with a name the last one. A part of a list adds to what is known.
     */
    public HostFacts list(Fact fact, String form) {
        String asked = part;
        if (asked == null || !current.has(fact)) {
            start(fact);
            if (asked != null) {
                current.part(fact, "only a part of it was asked for: " + asked);
            }
        }
        current.form(form);
        return current;
    }

    private void start(Fact fact) {
        if (current.has(fact) && !isNamed) {
            isSplit |= !hadPrompt;
            current = another();
        }
        current.restart(fact);
    }

    /** The host that a version is of. */
    public HostFacts version(Product product, @Nullable Long build, String form) {
        boolean differs =
                current.isOtherThan(product) || build != null && current.hasOtherBuild(build);
        if (differs && !isNamed) {
            current = another();
        }
        current.product(product);
        if (build != null) {
            current.build(build);
        }
        current.form(form);
        return current;
    }

    /**
     * Adds a VIB to the current host, or tells why it cannot be.
     *
     * @param line the number of the line that it stands in
     */
    public void vib(long line, String name, String version, String vendor) {
        vib(line, name, version, vendor, List.of());
    }

    /**
     * @param relations what it depends on, conflicts with, replaces and provides, in this order; or
     *     none
     */
    public void vib(
            long line,
            String name,
            String version,
            String vendor,
            List<List<VibRelation>> relations) {
        try {
            requireName(name);
            InstalledVib vib =
                    relations.isEmpty()
                            ? known.of(name, version, vendor)
                            : new InstalledVib(
                                    name,
                                    new VibVersion(version),
                                    vendor,
                                    relations.get(0),
                                    relations.get(1),
                                    relations.get(2),
                                    relations.get(3));
            current.vib(vib);
        } catch (IllegalArgumentException e) {
            refuse(line, "VIB", name, e);
        }
    }

    public void component(long line, String name, String version) {
        try {
            current.component(new InstalledComponent(name, new VibVersion(version)));
        } catch (IllegalArgumentException e) {
            refuse(line, "component", name, e);
        }
    }

    private void refuse(long line, String kind, String name, IllegalArgumentException reason) {
        problems.add(
                line,
                "the %s '%s' is left out: %s"
                        .formatted(kind, OneLine.of(name, 80), reason.getMessage()));
        current.gap("a %s that it lists could not be read".formatted(kind));
    }

    /** What a line of something else has in the place of a name is none. */
    private static void requireName(String name) {
        if (!NAME_OF_VIB.matcher(name).matches()) {
            throw new IllegalArgumentException("no VIB can be called so");
        }
    }

    /** The version of a VIB, if it is one. */
    public static Optional<VibVersion> version(String text) {
        try {
            return Optional.of(new VibVersion(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The hosts of which anything is known. */
    public List<Host> hosts() {
        HostFacts first = leading;
        if (first != null && !first.isEmpty() && named.size() == 1 && nameless == 1 && hadPrompt) {
            // The first prompt was not copied along.
            named.values().iterator().next().absorb(first);
            all.remove(first);
        }
        List<HostFacts> told = withoutRepetitions();
        number(told);
        if (isSplit && told.stream().filter(HostFacts::isNameless).count() > 1) {
            tellNameless();
        }
        told.forEach(each -> each.replaced().ifPresent(problems::add));
        return told.stream().map(each -> each.host(place)).toList();
    }

    /** What a file tells twice without a name is told of one host. */
    private List<HostFacts> withoutRepetitions() {
        Set<Host> nameless = new HashSet<>();
        return all.stream()
                .filter(each -> !each.isEmpty())
                .filter(each -> !each.isNameless() || nameless.add(each.host(place)))
                .toList();
    }

    private void tellNameless() {
        problems.add(
                "it has several lists that differ, and names no host; each counts as a host; write"
                        + " a line such as '=== NAME ===' above what each host prints");
    }

    /** The first nameless host has the name of the file. */
    private void number(List<HostFacts> told) {
        int number = 0;
        for (HostFacts each : told) {
            if (each.isNameless()) {
                number++;
                each.rename(number == 1 ? fallback : "%s (%d)".formatted(fallback, number));
            }
        }
    }
}
