package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.sync.PatchSummary;

/** Judges the bulletins that are components, which are called by their names and versions. */
final class ComponentJudge {

    private final List<Thing> components;
    private final VibJudge judge;

    ComponentJudge(List<PatchSummary> demanded) {
        List<Thing> found = new ArrayList<>();
        for (int i = 0; i < demanded.size(); i++) {
            component(demanded.get(i).patch(), i).ifPresent(found::add);
        }
        this.components = List.copyOf(found);
        this.judge = new VibJudge(new ThingIndex(components));
    }

    private static Optional<Thing> component(Patch patch, int place) {
        String id = patch.id();
        int parting = id.lastIndexOf('_');
        return parting <= 0 || patch.kind() != PatchKind.BULLETIN
                ? Optional.empty()
                : version(id.substring(parting + 1))
                        .map(version -> new Thing(id.substring(0, parting), version, place, null));
    }

    private static Optional<VibVersion> version(String text) {
        try {
            return Optional.of(new VibVersion(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void judge(Host host, States states) {
        List<InstalledComponent> installed = host.components();
        if (installed == null) {
            return;
        }
        Map<String, VibVersion> versions =
                installed.stream()
                        .collect(
                                Collectors.toMap(
                                        InstalledComponent::name,
                                        InstalledComponent::version,
                                        (one, other) -> one));
        versions.forEach((name, version) -> judge.judge(name, version, states));
        for (Thing each : host.gaps().isEmpty() ? components : List.<Thing>of()) {
            if (!versions.containsKey(each.name())) {
                states.set(each.patch(), PatchVerdict.NOT_APPLICABLE);
            }
        }
    }
}
