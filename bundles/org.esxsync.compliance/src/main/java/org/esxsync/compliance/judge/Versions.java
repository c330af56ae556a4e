package org.esxsync.compliance.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;

/** All that a baseline has of one name, from the lowest version to the highest. */
final class Versions {

    /** More versions of one name than a site has. */
    private static final int MOST_REMEMBERED = 10_000;

    private final List<Thing> things = new ArrayList<>();

    /** Those of other names that replace this one. */
    private final List<Replacer> replacers = new ArrayList<>();

    /** Hosts have the same versions, and comparing texts is slow. */
    private final Map<VibVersion, Integer> remembered = new HashMap<>();

    // In arrays, since each host looks at all of them.
    private int[] patches = {};
    private boolean[] replaced = {};

    /** By place: what takes the place of the highest version, under another name. */
    private final Map<Integer, List<Thing>> displacing = new HashMap<>();

    /** A thing, and which versions of a name it replaces. */
    record Replacer(Thing thing, VibRelation relation) {}

    void add(Thing thing) {
        things.add(thing);
    }

    void add(Replacer replacer) {
        replacers.add(replacer);
    }

    void sort() {
        things.sort(Comparator.comparing(Thing::version));
        patches = things.stream().mapToInt(Thing::patch).toArray();
        replaced = new boolean[patches.length];
    }

    List<Thing> things() {
        return things;
    }

    List<Replacer> replacers() {
        return replacers;
    }

    Thing highest() {
        return things.get(things.size() - 1);
    }

    void replaced(int place) {
        replaced[place] = true;
    }

    /** That holds for a host only as long as it lacks one of those. */
    void replaced(int place, List<Thing> by) {
        replaced[place] = true;
        displacing.put(place, by);
    }

    /** Whether something else of the baseline brings it, too, in a newer form. */
    boolean isReplaced(int place) {
        return replaced[place];
    }

    /** Judges the patches that bring something of this name, for a host that has this version. */
    void judge(VibVersion version, States states) {
        int notAbove = notAbove(version);
        for (int i = 0; i < notAbove; i++) {
            states.there(patches[i]);
        }
        for (int i = notAbove; i < patches.length; i++) {
            List<Thing> by = displacing.isEmpty() ? null : displacing.get(i);
            if (by == null) {
                states.lacking(patches[i], replaced[i]);
            } else {
                states.lacking(patches[i], by);
            }
        }
    }

    /** How many of the versions are not above this one. */
    private int notAbove(VibVersion version) {
        Integer known = remembered.get(version);
        if (known != null) {
            return known;
        }
        int low = 0;
        int high = things.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (things.get(middle).version().compareTo(version) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(version, low);
        }
        return low;
    }
}
