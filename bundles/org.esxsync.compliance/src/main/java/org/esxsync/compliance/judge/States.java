package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.compliance.PatchVerdict;

/**
 * What each patch of a baseline is to one host, while it is worked out. A patch lacks what its most
 * lacking part lacks. In bytes, since thousands of hosts have tens of thousands of patches each.
 */
final class States {

    /** From what counts least to what counts most, so that the highest one wins. */
    private static final List<PatchVerdict> RANKS =
            List.of(
                    PatchVerdict.UNKNOWN,
                    PatchVerdict.NOT_APPLICABLE,
                    PatchVerdict.INSTALLED,
                    PatchVerdict.SUPERSEDED,
                    PatchVerdict.MISSING);

    private static final int INSTALLED = RANKS.indexOf(PatchVerdict.INSTALLED);
    private static final int SUPERSEDED = RANKS.indexOf(PatchVerdict.SUPERSEDED);
    private static final int MISSING = RANKS.indexOf(PatchVerdict.MISSING);

    private final byte[] states;

    /**
     * @param initial what the patches are as long as nothing is found
     */
    States(PatchVerdict... initial) {
        states = new byte[initial.length];
        for (int i = 0; i < initial.length; i++) {
            set(i, initial[i]);
        }
    }

    private States(byte[] states) {
        this.states = states;
    }

    States copy() {
        return new States(states.clone());
    }

    PatchVerdict get(int patch) {
        return RANKS.get(states[patch]);
    }

    void set(int patch, PatchVerdict verdict) {
        states[patch] = rank(verdict);
    }

    private static byte rank(PatchVerdict verdict) {
        return (byte) RANKS.indexOf(verdict);
    }

    /** A part of the patch is there. */
    void there(int patch) {
        states[patch] = (byte) Math.max(states[patch], INSTALLED);
    }

    /**
     * A part of the patch is lacking.
     *
     * @param replaced whether another patch brings it, too
     */
    void lacking(int patch, boolean replaced) {
        states[patch] = (byte) Math.max(states[patch], replaced ? SUPERSEDED : MISSING);
    }

    /** Where nothing takes the place of what is superseded, that itself is missing. */
    void settle() {
        if (count(PatchVerdict.MISSING) == 0) {
            all(PatchVerdict.SUPERSEDED).forEach(patch -> set(patch, PatchVerdict.MISSING));
        }
    }

    /** How many patches have a verdict. */
    int count(PatchVerdict verdict) {
        byte wanted = rank(verdict);
        int count = 0;
        for (byte each : states) {
            count += each == wanted ? 1 : 0;
        }
        return count;
    }

    List<Integer> all(PatchVerdict verdict) {
        byte wanted = rank(verdict);
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == wanted) {
                all.add(i);
            }
        }
        return all;
    }
}
