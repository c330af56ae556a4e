package org.esxsync.compliance.judge;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;

/** Compares what a host has with what a baseline brings, name by name. */
final class VibJudge {

    private final ThingIndex index;

    VibJudge(ThingIndex index) {
        this.index = index;
    }

    /** Judges the patches by the VIBs of a host. */
    void judge(Collection<InstalledVib> vibs, States states) {
        boolean replacing = false;
        for (InstalledVib vib : vibs) {
            Versions versions = index.of(vib.name());
            if (versions != null) {
                versions.judge(vib.version(), states);
                replacing |= !versions.replacers().isEmpty();
            }
            replacing |= !vib.provides().isEmpty();
        }
        if (replacing) {
            replaced(vibs, states);
        }
    }

    private void replaced(Collection<InstalledVib> vibs, States states) {
        Map<String, InstalledVib> installed = new HashMap<>(vibs.size() * 2);
        vibs.forEach(vib -> installed.put(vib.name(), vib));
        for (InstalledVib vib : vibs) {
            Versions versions = index.of(vib.name());
            if (versions != null) {
                replaced(vib, versions, installed, states);
            }
            for (VibRelation provided : vib.provides()) {
                provided(provided, installed, states);
            }
        }
    }

    /** Judges the patches that bring something of one name. */
    void judge(String name, VibVersion version, States states) {
        Versions versions = index.of(name);
        if (versions != null) {
            versions.judge(version, states);
        }
    }

    /** What the host has under the name that is replaced, and not under the new one, it lacks. */
    private void replaced(
            InstalledVib vib,
            Versions versions,
            Map<String, InstalledVib> installed,
            States states) {
        for (Versions.Replacer each : versions.replacers()) {
            if (each.relation().matches(vib.name(), vib.version())) {
                lacking(each.thing(), installed, states);
            }
        }
    }

    private void provided(
            VibRelation provided, Map<String, InstalledVib> installed, States states) {
        Versions versions = index.of(provided.name());
        if (versions == null) {
            return;
        }
        for (Versions.Replacer each : versions.replacers()) {
            if (each.relation().matches(provided)) {
                lacking(each.thing(), installed, states);
            }
        }
    }

    private void lacking(Thing thing, Map<String, InstalledVib> installed, States states) {
        if (installed.containsKey(thing.name())) {
            return;
        }
        Versions own = index.of(thing.name());
        List<Thing> newer =
                own == null
                        ? List.of()
                        : own.things().stream()
                                .filter(each -> each.version().compareTo(thing.version()) > 0)
                                .toList();
        if (newer.isEmpty()) {
            states.lacking(thing.patch(), false);
        } else {
            states.lacking(thing.patch(), newer);
        }
    }
}
