package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.compliance.PatchVerdict;

/**
 * What each patch of a baseline is to one host, while it is worked out. A patch lacks what its most
 * lacking part lacks. In bytes, since thousands of hosts have tens of thousands of patches each.
 */
final class States {

    private static final PatchVerdict[] VERDICTS = PatchVerdict.values();
    private static final byte INSTALLED = (byte) PatchVerdict.INSTALLED.ordinal();
    private static final byte SUPERSEDED = (byte) PatchVerdict.SUPERSEDED.ordinal();
    private static final byte MISSING = (byte) PatchVerdict.MISSING.ordinal();
    private static final byte NOT_APPLICABLE = (byte) PatchVerdict.NOT_APPLICABLE.ordinal();
    private static final byte UNKNOWN = (byte) PatchVerdict.UNKNOWN.ordinal();

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
        return VERDICTS[states[patch]];
    }

    void set(int patch, PatchVerdict verdict) {
        states[patch] = (byte) verdict.ordinal();
    }

    /** A part of the patch is there. */
    void there(int patch) {
        byte before = states[patch];
        if (before == NOT_APPLICABLE || before == UNKNOWN) {
            states[patch] = INSTALLED;
        }
    }

    /**
     * A part of the patch is lacking.
     *
     * @param replaced whether another patch brings it, too
     */
    void lacking(int patch, boolean replaced) {
        if (!replaced) {
            states[patch] = MISSING;
        } else if (states[patch] != MISSING) {
            states[patch] = SUPERSEDED;
        }
    }

    /** Where nothing takes the place of what is superseded, that itself is missing. */
    void settle() {
        int[] counts = counts();
        if (counts[MISSING] == 0 && counts[SUPERSEDED] > 0) {
            all(PatchVerdict.SUPERSEDED).forEach(patch -> set(patch, PatchVerdict.MISSING));
        }
    }

    /** How many patches have each verdict, by its place among the verdicts. */
    int[] counts() {
        int[] counts = new int[VERDICTS.length];
        for (byte each : states) {
            counts[each]++;
        }
        return counts;
    }

    List<Integer> all(PatchVerdict verdict) {
        byte wanted = (byte) verdict.ordinal();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == wanted) {
                all.add(i);
            }
        }
        return all;
    }
}
