package org.esxsync.api.patch;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells apart what is published under one id; see {@link Patch#revision()}. */
final class PatchIdentity {

    private static final int DIGITS = 16;

    private PatchIdentity() {}

    static String revision(Patch patch) {
        String identity = head(patch) + parts(patch).sorted().collect(Collectors.joining("\n"));
        return Digest.of(Digest.Algorithm.SHA_256, identity.getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, DIGITS);
    }

    /** Mirrors know patches and bulletins by their format and files alone, and shall go on to. */
    private static String head(Patch patch) {
        return switch (patch.kind()) {
            case PATCH, BULLETIN -> patch.format() + "\n";
            case VIB, IMAGE_PROFILE, NOTICE -> patch.format() + "\n" + patch.kind() + "\n";
        };
    }

    private static Stream<String> parts(Patch patch) {
        return switch (patch.kind()) {
            case PATCH, BULLETIN, VIB -> patch.artifacts().stream().map(PatchIdentity::file);
            case IMAGE_PROFILE -> vibIds(patch);
            case NOTICE -> content(patch.notice());
        };
    }

    private static String file(Artifact artifact) {
        String bytes =
                artifact.digests().stream()
                        .max(Comparator.comparing(Digest::algorithm))
                        .map(Digest::toString)
                        .orElseGet(() -> artifact.location().toString());
        return artifact.path() + " " + bytes;
    }

    /** The same whether its depot describes a VIB or not. */
    private static Stream<String> vibIds(Patch patch) {
        ImageProfile profile = patch.profile();
        return Stream.concat(
                patch.vibs().stream().map(Vib::id),
                profile == null ? Stream.of() : profile.missingVibs().stream());
    }

    private static Stream<String> content(@Nullable Notice notice) {
        return notice == null
                ? Stream.of()
                : Stream.of(
                                Stream.of(notice.kind() + " " + notice.text()),
                                notice.recalledBulletins().stream().map(id -> "bulletin " + id),
                                notice.recalledVibs().stream().map(id -> "vib " + id),
                                notice.resolvedRecalls().stream().map(id -> "resolves " + id))
                        .flatMap(parts -> parts);
    }
}
