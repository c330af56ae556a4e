package org.esxsync.compliance.judge;

import java.util.List;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.jspecify.annotations.Nullable;

/**
 * Something with a name and a version that a patch brings: a VIB, or the component that a bulletin
 * is.
 *
 * @param patch the patch's place in the baseline
 * @param vib the VIB; null for a component, which replaces nothing but lower versions
 */
record Thing(String name, VibVersion version, int patch, @Nullable Vib vib) {

    static Thing of(Vib vib, int patch) {
        return new Thing(vib.name(), vib.version(), patch, vib);
    }

    List<VibRelation> replaces() {
        return vib == null ? List.of() : vib.replaces();
    }

    /** Whether it takes the other one's place, and not the other one its. */
    boolean displaces(Thing other) {
        return vib != null
                && other.vib != null
                && vib.replaces(other.vib)
                && !other.vib.replaces(vib);
    }
}
