package org.esxsync.sync.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;

/**
 * Which content each id of a VIB, and each path of a file, stands for in a release: hosts give up
 * on a depot in which one id stands for two. Used by one thread.
 */
final class HeldContents {

    private static final List<Digest.Algorithm> STRONGEST_FIRST =
            Arrays.stream(Digest.Algorithm.values()).sorted(Comparator.reverseOrder()).toList();

    private final Map<String, Holding> byVib = new HashMap<>();
    private final Map<String, Holding> byPath = new HashMap<>();

    private record Holding(Artifact artifact, Listed holder) {}

    /**
     * Other content under the same name.
     *
     * @param name the VIB's id or the file's path
     * @param holder the patch that the release has it from
     */
    record Clash(String name, Listed holder) {}

    /** Adds what a patch brings; what is held already stays. */
    void hold(Listed patch) {
        if (isOfVibs(patch.patch())) {
            files(patch.patch())
                    .forEach(
                            (path, artifact) ->
                                    byPath.putIfAbsent(path, new Holding(artifact, patch)));
            vibs(patch.patch())
                    .forEach((id, artifact) -> byVib.putIfAbsent(id, new Holding(artifact, patch)));
        }
    }

    /** Whether a patch would bring other content under a name that is held. */
    Optional<Clash> clash(Patch patch) {
        if (!isOfVibs(patch)) {
            return Optional.empty();
        }
        Optional<Clash> byId = clash(vibs(patch), byVib);
        return byId.isPresent() ? byId : clash(files(patch), byPath);
    }

    private static Optional<Clash> clash(Map<String, Artifact> brought, Map<String, Holding> held) {
        for (Map.Entry<String, Artifact> each : brought.entrySet()) {
            Holding holding = held.get(each.getKey());
            if (holding != null && areDifferent(holding.artifact(), each.getValue())) {
                return Optional.of(new Clash(each.getKey(), holding.holder()));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether two patches install the same, wherever their depots have it and whatever else they
     * say of it.
     */
    static boolean areSame(Patch one, Patch other) {
        if (one.kind() != other.kind() || !isOfVibs(one) || !ids(one).equals(ids(other))) {
            return false;
        }
        Map<String, Artifact> ofOne = vibs(one);
        Map<String, Artifact> ofOther = vibs(other);
        return !ofOne.isEmpty()
                && ofOne.keySet().equals(ofOther.keySet())
                && ofOne.entrySet().stream()
                        .noneMatch(
                                each ->
                                        areDifferent(
                                                each.getValue(),
                                                ofOther.getOrDefault(
                                                        each.getKey(), each.getValue())));
    }

    /** Patches of 3.x and notices consist of no VIBs. */
    static boolean isOfVibs(Patch patch) {
        return switch (patch.kind()) {
            case BULLETIN, VIB, IMAGE_PROFILE -> true;
            case PATCH, NOTICE -> false;
        };
    }

    private static Set<String> ids(Patch patch) {
        Set<String> ids = new HashSet<>();
        patch.vibs().forEach(vib -> ids.add(vib.id()));
        return ids;
    }

    private static Map<String, Artifact> files(Patch patch) {
        Map<String, Artifact> files = new HashMap<>();
        patch.artifacts().forEach(artifact -> files.put(artifact.path().value(), artifact));
        return files;
    }

    private static Map<String, Artifact> vibs(Patch patch) {
        Map<String, Artifact> files = files(patch);
        Map<String, Artifact> vibs = new HashMap<>();
        for (Vib vib : patch.vibs()) {
            Artifact artifact = vib.file() == null ? null : files.get(vib.file().value());
            if (artifact != null) {
                vibs.put(vib.id(), artifact);
            }
        }
        return vibs;
    }

    /**
     * Compared by the strongest algorithm that both publish, else by size; what cannot be compared
     * is not called different before it is read.
     */
    private static boolean areDifferent(Artifact one, Artifact other) {
        for (Digest.Algorithm algorithm : STRONGEST_FIRST) {
            Optional<Digest> ofOne = digest(one, algorithm);
            Optional<Digest> ofOther = digest(other, algorithm);
            if (ofOne.isPresent() && ofOther.isPresent()) {
                return !ofOne.equals(ofOther);
            }
        }
        return one.size() != other.size()
                && one.size() != Artifact.UNKNOWN_SIZE
                && other.size() != Artifact.UNKNOWN_SIZE;
    }

    private static Optional<Digest> digest(Artifact artifact, Digest.Algorithm algorithm) {
        return artifact.digests().stream()
                .filter(digest -> digest.algorithm() == algorithm)
                .findFirst();
    }
}
