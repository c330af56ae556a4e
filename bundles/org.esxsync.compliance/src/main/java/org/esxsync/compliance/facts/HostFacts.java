package org.esxsync.compliance.facts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.LegacyPatchId;
import org.jspecify.annotations.Nullable;

/** What is known of one host so far. Used by one thread. */
public final class HostFacts {

    /** More than any host has; beyond it a list is not taken for one. */
    private static final int MOST = 200_000;

    private static final String BASE = "esx-base";
    private static final Pattern DRIVER = Pattern.compile("\\dvmw\\.([5-9]\\d\\d)\\.");
    private static final Pattern FOUR = Pattern.compile("(4\\.[01])\\.\\d+-.*");
    private static final Pattern BULLETIN = Pattern.compile("ESXi-(\\d+\\.\\d+\\.\\d+)-.*");
    private static final Pattern PROFILE =
            Pattern.compile(
                    "(?i)ESXi?-(\\d{1,2}\\.\\d{1,2}(?:\\.\\d{1,2})?)(?:\\.\\d{1,4})?"
                            + "(?:U(\\d{1,2}))?[a-z]{0,3}-(?:\\d{1,4}\\.)?(\\d{6,11})s?(?:-.*)?");

    /** HPE's images name the release and update that they are for. */
    private static final Pattern CUSTOM_PROFILE =
            Pattern.compile("HPE-\\S{1,100}_([7-9])(\\d)(\\d)\\.\\d+\\.\\S+");

    /** A longer number is a date: {@code 20201103001}. */
    private static final int MOST_DIGITS_OF_BUILD = 9;

    private static final String CHANGED = "(Updated) ";

    private String name;
    private boolean isNameless;
    private @Nullable Product product;
    private @Nullable Long build;
    private @Nullable VibVersion base;
    private @Nullable Map<String, InstalledVib> vibs;
    private @Nullable Map<String, InstalledComponent> components;
    private @Nullable Set<String> bulletins;
    private final Set<String> lacking = new LinkedHashSet<>();
    private @Nullable String profile;
    private boolean profileChanged;
    private boolean connected = true;
    private final Map<Fact, Object> replaced = new EnumMap<>(Fact.class);
    private final Map<Fact, String> parts = new EnumMap<>(Fact.class);
    private final Set<String> gaps = new LinkedHashSet<>();
    private final Set<String> forms = new LinkedHashSet<>();

    HostFacts(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void rename(String other) {
        name = other;
    }

    boolean isNameless() {
        return isNameless;
    }

    void isNameless(boolean told) {
        isNameless = told;
    }

    boolean isEmpty() {
        return forms.isEmpty();
    }

    /** Whether a product was told, and another one than this. */
    boolean isOtherThan(Product other) {
        return product != null && !product.release().equals(other.release());
    }

    /** Whether it was told that the host is of this release. */
    public boolean isAlready(EsxRelease release) {
        return product != null && product.release().equals(release);
    }

    boolean hasOtherBuild(long other) {
        return build != null && build != other;
    }

    boolean has(Fact fact) {
        return switch (fact) {
            case VIBS -> vibs != null;
            case COMPONENTS -> components != null;
            case BULLETINS -> bulletins != null;
            case LACKING -> !lacking.isEmpty();
            case PROFILE -> profile != null;
        };
    }

    /** A new list takes the place of one that was told before. */
    void restart(Fact fact) {
        boolean wasPart = parts.remove(fact) != null;
        Object before = list(fact);
        if (before != null && !wasPart) {
            replaced.put(fact, before);
        }
        switch (fact) {
            case VIBS -> vibs = new LinkedHashMap<>();
            case COMPONENTS -> components = new LinkedHashMap<>();
            case BULLETINS -> bulletins = new LinkedHashSet<>();
            case LACKING -> lacking.clear();
            case PROFILE -> profile = null;
        }
    }

    private @Nullable Object list(Fact fact) {
        return switch (fact) {
            case VIBS -> versions(vibs);
            case COMPONENTS -> components;
            case BULLETINS -> bulletins;
            case LACKING, PROFILE -> null;
        };
    }

    /** Tools tell more or less of a VIB besides its version. */
    private static @Nullable Map<String, VibVersion> versions(
            @Nullable Map<String, InstalledVib> vibs) {
        if (vibs == null) {
            return null;
        }
        Map<String, VibVersion> versions = new HashMap<>();
        vibs.forEach((key, vib) -> versions.put(key, vib.version()));
        return versions;
    }

    /** That a list took the place of another one, which may be of another host. */
    Optional<String> replaced() {
        boolean differs =
                replaced.entrySet().stream()
                        .anyMatch(each -> !each.getValue().equals(list(each.getKey())));
        return differs
                ? Optional.of(
                        ("two lists of one kind are told of %s, and differ; the later one counts;"
                                        + " keep what is of another host in a file of its own")
                                .formatted(name))
                : Optional.empty();
    }

    /** That a list is a part of one, until the whole is told. */
    void part(Fact fact, String gap) {
        parts.put(fact, gap);
    }

    public void form(String form) {
        forms.add(form);
    }

    public void gap(String gap) {
        gaps.add(gap);
    }

    public void product(Product told) {
        product = told;
    }

    public void build(long told) {
        build = told;
    }

    public void base(VibVersion told) {
        base = told;
    }

    public void connected(boolean told) {
        connected = told;
    }

    public void lacks(String bulletin) {
        if (lacking.size() < MOST) {
            lacking.add(bulletin);
        }
    }

    public void bulletin(String id) {
        Set<String> all = bulletins == null ? new LinkedHashSet<>() : bulletins;
        bulletins = all;
        if (all.size() < MOST) {
            all.add(id);
        } else {
            gap("it has more than %,d bulletins; the rest is left out".formatted(MOST));
        }
    }

    void vib(InstalledVib vib) {
        Map<String, InstalledVib> all = vibs == null ? new LinkedHashMap<>() : vibs;
        vibs = all;
        if (all.size() >= MOST) {
            gap("it has more than %,d VIBs; the rest is left out".formatted(MOST));
            return;
        }
        all.merge(vib.name(), vib, HostFacts::better);
    }

    /** The higher version; of one version, the VIB of which more is told. */
    private static InstalledVib better(InstalledVib one, InstalledVib other) {
        int order = one.version().compareTo(other.version());
        return order > 0 || order == 0 && hasRelations(one) ? one : other;
    }

    private static boolean hasRelations(InstalledVib vib) {
        return !(vib.depends().isEmpty()
                && vib.conflicts().isEmpty()
                && vib.replaces().isEmpty()
                && vib.provides().isEmpty());
    }

    public void component(InstalledComponent component) {
        Map<String, InstalledComponent> all =
                components == null ? new LinkedHashMap<>() : components;
        components = all;
        if (all.size() < MOST) {
            all.put(component.name(), component);
        } else {
            gap("it has more than %,d components; the rest is left out".formatted(MOST));
        }
    }

    public void profile(String told) {
        boolean changed = told.startsWith(CHANGED);
        profile = changed ? told.substring(CHANGED.length()).strip() : told;
        profileChanged = changed;
    }

    /** Takes over what another one tells and this one does not. */
    void absorb(HostFacts other) {
        other.parts.forEach(
                (fact, gap) -> {
                    if (!has(fact)) {
                        parts.put(fact, gap);
                    }
                });
        product = product == null ? other.product : product;
        build = build == null ? other.build : build;
        base = base == null ? other.base : base;
        vibs = vibs == null ? other.vibs : vibs;
        components = components == null ? other.components : components;
        bulletins = bulletins == null ? other.bulletins : bulletins;
        if (profile == null) {
            profile = other.profile;
            profileChanged = other.profileChanged;
        }
        lacking.addAll(other.lacking);
        gaps.addAll(other.gaps);
        forms.addAll(other.forms);
    }

    /**
     * The host as far as it is known.
     *
     * @param place where it was read
     */
    Host host(String place) {
        infer();
        Host.Builder host =
                Host.builder(name)
                        .release(product == null ? null : product.release())
                        .version(product == null ? "" : product.version())
                        .build(build)
                        .base(base)
                        .vibs(vibs == null ? null : vibs.values())
                        .components(components == null ? null : components.values())
                        .bulletins(bulletins)
                        .lacking(lacking)
                        .profile(profile, profileChanged)
                        .connected(connected);
        parts.values().forEach(host::gap);
        gaps.forEach(host::gap);
        forms.forEach(form -> host.origin("%s: %s".formatted(place, form)));
        return host.build();
    }

    /** What one fact tells of another. */
    private void infer() {
        InstalledVib installed = vibs == null ? null : vibs.get(BASE);
        if (installed != null) {
            base = installed.version();
        }
        if (vibs != null && installed == null) {
            gap("its list of VIBs has no esx-base, so that it is not the whole list");
        }
        String version = base == null ? "" : base.version();
        Product.of("ESXi", version, "").ifPresent(this::orElse);
        if (build == null && base != null) {
            build = BuildNumber.of(base).orElse(null);
        }
        if (profile != null) {
            inferFromProfile(profile);
        }
        if (product == null) {
            inferFromDrivers();
        }
        if (product == null) {
            inferFromOldNames();
        }
        if (product != null && ArmEdition.isBuild(build)) {
            product = ArmEdition.of(product);
        }
        if (base == null
                && installed == null
                && product != null
                && product.release().version().startsWith("4.")) {
            gaps.removeIf(gap -> gap.contains(BASE));
        }
    }

    private void orElse(Product inferred) {
        product = product == null ? inferred : product;
    }

    private void inferFromProfile(String told) {
        Matcher parts = PROFILE.matcher(told);
        if (parts.matches()) {
            Product.of("ESXi", parts.group(1), parts.group(2) == null ? "" : parts.group(2))
                    .ifPresent(this::orElse);
            boolean isBuild = parts.group(3).length() <= MOST_DIGITS_OF_BUILD;
            if (isBuild && build == null && !profileChanged) {
                build = Long.valueOf(parts.group(3));
            }
        }
        Matcher custom = CUSTOM_PROFILE.matcher(told);
        if (custom.matches()) {
            String version =
                    "%s.%s.%s".formatted(custom.group(1), custom.group(2), custom.group(3));
            Product.of("ESXi", version, "").ifPresent(this::orElse);
        }
    }

    /**
     * VMware's own drivers name the release that they come with: {@code 1vmw.703.0.50.20036589}.
     */
    private void inferFromDrivers() {
        int highest = 0;
        for (InstalledVib vib : vibs == null ? List.<InstalledVib>of() : vibs.values()) {
            Matcher driver = DRIVER.matcher(vib.version().text());
            if (driver.find()) {
                highest = Math.max(highest, Integer.parseInt(driver.group(1)));
            }
        }
        if (highest > 0) {
            String release = "%d.%d".formatted(highest / 100, highest / 10 % 10);
            product = new Product(new EsxRelease("esxi", release), release);
        }
    }

    private void inferFromOldNames() {
        List<EsxRelease> named = new ArrayList<>();
        Stream.concat(bulletins == null ? Stream.of() : bulletins.stream(), lacking.stream())
                .forEach(id -> releaseOf(id).ifPresent(named::add));
        if (vibs != null) {
            for (InstalledVib vib : vibs.values()) {
                Matcher four = FOUR.matcher(vib.version().text());
                if (vib.name().startsWith("vmware-esx-") && four.matches()) {
                    named.add(new EsxRelease("esxi", four.group(1)));
                }
            }
        }
        if (named.stream().distinct().count() == 1) {
            EsxRelease release = named.get(0);
            product = new Product(release, release.version());
        }
    }

    private static Optional<EsxRelease> releaseOf(String bulletin) {
        Matcher later = BULLETIN.matcher(bulletin);
        return later.matches()
                ? Product.of("ESXi", later.group(1), "").map(Product::release)
                : LegacyPatchId.parse(bulletin).flatMap(id -> Optional.ofNullable(id.release()));
    }
}
