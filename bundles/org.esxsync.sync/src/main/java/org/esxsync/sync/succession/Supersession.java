package org.esxsync.sync.succession;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;

/**
 * Which patches of a release are superseded: those that another one names as superseded, and those
 * of which each VIB is replaced. Patches that supersede each other in a ring have no last one, and
 * all of them stay. Used by one thread.
 */
public final class Supersession {

    private final Map<String, String> successors = new HashMap<>();

    /** Of the ids that were followed, whether their successors end. */
    private final Map<String, Boolean> ending = new HashMap<>();

    private final VibSuccession vibs = new VibSuccession();

    /**
     * @param staying the patches of the release that may supersede others: none that is recalled or
     *     about to go
     */
    public Supersession(Collection<Patch> staying) {
        for (Patch each : staying) {
            for (String superseded : each.supersedes()) {
                if (!superseded.equals(each.id())) {
                    successors.put(superseded, each.id());
                }
            }
        }
        for (Patch each : staying) {
            if (isOfVibs(each) && !hasLastSuccessor(each.id())) {
                each.vibs().forEach(vib -> vibs.add(vib, each.id()));
            }
        }
    }

    /** The id of a patch that supersedes this one; nothing if it is up to date. */
    public Optional<String> successor(Patch patch) {
        if (hasLastSuccessor(patch.id())) {
            return Optional.ofNullable(successors.get(patch.id()));
        }
        if (!isOfVibs(patch)
                || patch.vibs().isEmpty()
                || patch.vibs().size() < patch.artifacts().size()) {
            return Optional.empty();
        }
        Optional<String> successor = Optional.empty();
        for (Vib each : patch.vibs()) {
            Optional<String> ofVib = vibs.successor(each);
            if (ofVib.isEmpty()) {
                return ofVib;
            }
            successor = ofVib;
        }
        return successor;
    }

    /** A profile is a list to install from, and says what it means by its name alone. */
    private static boolean isOfVibs(Patch patch) {
        return switch (patch.kind()) {
            case BULLETIN, VIB -> true;
            case PATCH, IMAGE_PROFILE, NOTICE -> false;
        };
    }

    private boolean hasLastSuccessor(String id) {
        return successors.containsKey(id) && endsSomewhere(id);
    }

    /** Whether successors lead to a last one; each is followed once. */
    private boolean endsSomewhere(String id) {
        Set<String> passed = new HashSet<>();
        String at = id;
        Boolean ends = ending.get(at);
        while (ends == null) {
            String next = successors.get(at);
            if (next == null) {
                ends = true;
            } else if (!passed.add(at)) {
                ends = false;
            } else {
                at = next;
                ends = ending.get(at);
            }
        }
        for (String each : passed) {
            ending.put(each, ends);
        }
        return ends;
    }
}
