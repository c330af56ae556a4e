package org.esxsync.sync.plan;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the bytes of a patch's files. One page tells an MD5, another a SHA-1, and a
 * third nothing: that alone does not make them different patches.
 *
 * @param files the files, by path
 */
record KnownBytes(Map<String, File> files) {

    /** Whether two patches have the same bytes. */
    enum Answer {
        SAME,
        DIFFERENT,
        /** Nobody knows before they are read. */
        UNKNOWN
    }

    private record File(URI location, long size, Map<Digest.Algorithm, String> digests) {}

    /** As a source lists them. */
    static KnownBytes of(Patch patch) {
        return of(patch, List.of());
    }

    /**
     * As a release has them.
     *
     * @param held the files as they were verified; nothing where that is not known
     */
    static KnownBytes of(Patch patch, List<VerifiedArtifact> held) {
        Map<String, VerifiedArtifact> verified = new HashMap<>();
        held.forEach(each -> verified.put(each.path().value(), each));
        Map<String, File> files = new HashMap<>();
        for (Artifact artifact : patch.artifacts()) {
            String path = artifact.path().value();
            files.put(path, file(artifact, verified.get(path)));
        }
        return new KnownBytes(files);
    }

    private static File file(Artifact artifact, @Nullable VerifiedArtifact held) {
        Map<Digest.Algorithm, String> digests = new EnumMap<>(Digest.Algorithm.class);
        add(artifact.digests(), digests);
        if (held != null) {
            add(held.known(), digests);
        }
        return new File(artifact.location(), held == null ? artifact.size() : held.size(), digests);
    }

    private static void add(Collection<Digest> from, Map<Digest.Algorithm, String> to) {
        from.forEach(each -> to.put(each.algorithm(), each.hex()));
    }

    /** A patch of one file may have it under any name. */
    Answer compare(KnownBytes other) {
        if (files.size() != other.files.size()) {
            return Answer.DIFFERENT;
        }
        List<Answer> answers = new ArrayList<>();
        if (files.size() == 1) {
            answers.add(
                    compare(
                            files.values().iterator().next(),
                            other.files.values().iterator().next()));
        } else {
            files.forEach(
                    (path, file) -> {
                        File rival = other.files.get(path);
                        answers.add(rival == null ? Answer.DIFFERENT : compare(file, rival));
                    });
        }
        return answers.contains(Answer.DIFFERENT)
                ? Answer.DIFFERENT
                : answers.contains(Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.SAME;
    }

    private static Answer compare(File one, File other) {
        if (one.size() != other.size()
                && one.size() != Artifact.UNKNOWN_SIZE
                && other.size() != Artifact.UNKNOWN_SIZE) {
            return Answer.DIFFERENT;
        }
        boolean isCompared = false;
        for (Map.Entry<Digest.Algorithm, String> each : one.digests().entrySet()) {
            String rival = other.digests().get(each.getKey());
            if (rival != null && !rival.equals(each.getValue())) {
                return Answer.DIFFERENT;
            }
            isCompared |= rival != null;
        }
        boolean isTheSamePlace =
                one.location().equals(other.location())
                        && (one.digests().isEmpty() || other.digests().isEmpty());
        return isCompared || isTheSamePlace ? Answer.SAME : Answer.UNKNOWN;
    }
}
