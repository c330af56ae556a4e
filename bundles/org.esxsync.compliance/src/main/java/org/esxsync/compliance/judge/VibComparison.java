package org.esxsync.compliance.judge;

import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.JudgedVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.jspecify.annotations.Nullable;

/** Compares the VIBs of one patch with those of one host, one by one. */
final class VibComparison {

    private final ThingIndex index;

    /**
     * @param index what the baseline brings
     */
    VibComparison(ThingIndex index) {
        this.index = index;
    }

    /**
     * The VIBs of a patch; an image profile demands what the host has nothing of, too.
     *
     * @param installed what the host has, by name
     * @param ofPatch what the patch is to the host
     * @param isWhole whether the host has nothing else
     */
    List<JudgedVib> of(
            Patch patch,
            Map<String, InstalledVib> installed,
            PatchVerdict ofPatch,
            boolean isWhole) {
        boolean isProfile = patch.kind() == PatchKind.IMAGE_PROFILE;
        List<JudgedVib> judged =
                patch.vibs().stream()
                        .map(
                                vib ->
                                        new JudgedVib(
                                                vib,
                                                counterpart(vib, installed),
                                                verdict(vib, installed, isProfile, isWhole)))
                        .toList();
        boolean isTold =
                ofPatch != PatchVerdict.MISSING
                        || judged.stream().anyMatch(each -> each.verdict() == ofPatch);
        return isTold ? judged : judged.stream().map(VibComparison::missing).toList();
    }

    /** What would supersede it, the host has already. */
    private static JudgedVib missing(JudgedVib judged) {
        return judged.verdict() == PatchVerdict.SUPERSEDED
                ? new JudgedVib(judged.vib(), judged.installed(), PatchVerdict.MISSING)
                : judged;
    }

    /**
     * @param demanded whether the VIB is lacking where nothing of its name is there
     * @param isWhole whether the host has nothing else
     */
    PatchVerdict verdict(
            Vib vib, Map<String, InstalledVib> installed, boolean demanded, boolean isWhole) {
        InstalledVib found = counterpart(vib, installed);
        if (found == null && !isWhole) {
            return PatchVerdict.UNKNOWN;
        }
        if (found == null) {
            return demanded ? PatchVerdict.MISSING : PatchVerdict.NOT_APPLICABLE;
        }
        if (isThere(vib, found)) {
            return PatchVerdict.INSTALLED;
        }
        return !demanded && isReplaced(vib) ? PatchVerdict.SUPERSEDED : PatchVerdict.MISSING;
    }

    private static boolean isThere(Vib vib, InstalledVib found) {
        return found.name().equals(vib.name())
                ? found.version().compareTo(vib.version()) >= 0
                : replaces(found, vib);
    }

    private static boolean replaces(InstalledVib installed, Vib vib) {
        return installed.replaces().stream()
                .anyMatch(relation -> relation.matches(vib.name(), vib.version()));
    }

    private static boolean replaces(Vib vib, InstalledVib installed) {
        return vib.replaces().stream()
                .anyMatch(
                        relation ->
                                relation.matches(installed.name(), installed.version())
                                        || installed.provides().stream()
                                                .anyMatch(relation::matches));
    }

    private boolean isReplaced(Vib vib) {
        Versions versions = index.of(vib.name());
        if (versions == null) {
            return false;
        }
        for (int i = 0; i < versions.things().size(); i++) {
            if (vib.equals(versions.things().get(i).vib())) {
                return versions.isReplaced(i);
            }
        }
        return false;
    }

    /** What the host has of the VIB's name, or what replaces it or is replaced by it. */
    private static @Nullable InstalledVib counterpart(
            Vib vib, Map<String, InstalledVib> installed) {
        InstalledVib same = installed.get(vib.name());
        if (same != null) {
            return same;
        }
        // A loop, since most VIBs replace nothing, and there are many.
        for (InstalledVib each : installed.values()) {
            if (!each.replaces().isEmpty() && replaces(each, vib)
                    || !vib.replaces().isEmpty() && replaces(vib, each)) {
                return each;
            }
        }
        return null;
    }
}
