package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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

    /** What is superseded only if the host lacks what would take its place, too. */
    private final List<Displaced> displaced = new ArrayList<>();

    /**
     * A part of a patch that the host lacks, and that others would replace.
     *
     * @param patch the patch's place
     */
    private record Displaced(int patch, List<Thing> by) {}

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

    /**
     * A part of the patch is lacking, and is replaced by what takes its place, if the host lacks
     * one of those.
     */
    void lacking(int patch, List<Thing> by) {
        lacking(patch, true);
        displaced.add(new Displaced(patch, by));
    }

    /**
     * What is superseded by nothing that the host lacks is missing itself. Things that replace each
     * other in a circle supersede nothing.
     *
     * @param isThere whether the host has a thing
     */
    void settle(Predicate<Thing> isThere) {
        List<Displaced> open = new ArrayList<>();
        for (Displaced each : displaced) {
            List<Thing> by =
                    each.by().stream()
                            .filter(thing -> isLacking(thing.patch()) && !isThere.test(thing))
                            .toList();
            if (by.isEmpty()) {
                lacking(each.patch(), false);
            } else {
                open.add(new Displaced(each.patch(), by));
            }
        }
        while (open.removeIf(each -> each.by().stream().anyMatch(by -> isSettled(by, open)))) {
            // What has settled settles others.
        }
        open.forEach(each -> lacking(each.patch(), false));
    }

    private boolean isLacking(int patch) {
        return states[patch] >= SUPERSEDED;
    }

    private boolean isSettled(Thing by, List<Displaced> open) {
        return states[by.patch()] == MISSING
                || open.stream().noneMatch(each -> each.patch() == by.patch());
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
