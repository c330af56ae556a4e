package org.esxsync.api.compliance;

import java.util.List;
import java.util.Objects;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;

/**
 * A VIB that a host has, as far as the host tells.
 *
 * @param name its name, one plain line of text
 * @param version its version
 * @param vendor the code of who made it; empty where not told. It never counts for a verdict
 * @param depends what it needs of others; empty where not told
 * @param conflicts what it does not bear beside it; empty where not told
 * @param replaces what it replaces, beside lower versions of its name; empty where not told
 * @param provides what it provides, beside its name and version; empty where not told
 */
public record InstalledVib(
        String name,
        VibVersion version,
        String vendor,
        List<VibRelation> depends,
        List<VibRelation> conflicts,
        List<VibRelation> replaces,
        List<VibRelation> provides) {

    /**
     * @throws IllegalArgumentException if the name is empty or not one plain line of text
     */
    public InstalledVib {
        if (name.isEmpty() || !name.equals(OneLine.of(name))) {
            throw new IllegalArgumentException(
                    "not the name of a VIB: '%s'".formatted(OneLine.of(name, 200)));
        }
        Objects.requireNonNull(version, "version");
        vendor = OneLine.of(vendor);
        depends = List.copyOf(depends);
        conflicts = List.copyOf(conflicts);
        replaces = List.copyOf(replaces);
        provides = List.copyOf(provides);
    }

    /** A VIB of whose relations nothing is told. */
    public InstalledVib(String name, VibVersion version, String vendor) {
        this(name, version, vendor, List.of(), List.of(), List.of(), List.of());
    }

    /** What a host has once it has installed a VIB. */
    public static InstalledVib of(Vib vib) {
        return new InstalledVib(
                vib.name(),
                vib.version(),
                vib.vendor(),
                vib.depends(),
                vib.conflicts(),
                vib.replaces(),
                vib.provides());
    }

    /** Whether it is what a relation means, or provides it. */
    public boolean satisfies(VibRelation relation) {
        return relation.matches(name, version) || provides.stream().anyMatch(relation::matches);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
