package org.esxsync.source.depot.check;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.source.depot.read.MetadataReader;
import org.esxsync.source.depot.vib.VibContent;
import org.jspecify.annotations.Nullable;

/**
 * Compares what all metadata zips of a depot offer with its files, and with each other: a host
 * reads no depot in which a VIB's id has two contents, or one bulletin of one date. For one thread.
 */
final class OfferedContent implements MetadataReader.Contents {

    private final Map<RelativePath, PublishedFile> files;
    private final Findings findings;
    private final Map<String, Integer> vibs = new HashMap<>();
    private final Set<String> absent = new HashSet<>();
    private final Set<String> described = new HashSet<>();

    /** The content of each version of a bulletin, by the time of its release, which may be null. */
    private final Map<String, Map<@Nullable LocalDateTime, Integer>> bulletins = new HashMap<>();

    private final List<Profile> profiles = new ArrayList<>();
    private @Nullable RelativePath zip;

    private record Profile(RelativePath zip, String name, List<String> vibIds) {}

    OfferedContent(Map<RelativePath, PublishedFile> files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** Starts with another metadata zip. */
    void start(RelativePath zip) {
        this.zip = zip;
    }

    private RelativePath zip() {
        return Objects.requireNonNull(zip, "no zip was started");
    }

    @Override
    public void vib(String entry, Vib vib, Artifact file) {
        String problem = problem(placed(file.path()), file);
        if (!problem.isEmpty()) {
            absent.add(vib.id());
            findings.add(zip(), "the VIB %s is offered, and its file %s".formatted(vib, problem));
        }
        int content = VibContent.of(vib, file);
        Integer other = vibs.putIfAbsent(vib.id(), content);
        if (other != null && other != content) {
            findings.add(
                    zip(),
                    "the VIB %s is described otherwise in another metadata zip, so no host can read this depot"
                            .formatted(vib));
        }
    }

    /** A VIB's path starts in its zip's directory. */
    private RelativePath placed(RelativePath path) {
        String value = zip().value();
        int end = value.lastIndexOf('/');
        return end < 0 ? path : new RelativePath(value.substring(0, end)).resolve(path);
    }

    private String problem(RelativePath path, Artifact offered) {
        PublishedFile file = files.get(path);
        if (file == null) {
            return path + " is missing or damaged";
        }
        if (offered.size() != file.size()) {
            return "%s has %d bytes instead of %d".formatted(path, file.size(), offered.size());
        }
        boolean isSame =
                offered.sha256()
                        .map(Digest::hex)
                        .filter(hex -> !hex.equals(file.sha256()))
                        .isEmpty();
        return isSame ? "" : path + " has another SHA-256 than its metadata says";
    }

    @Override
    public void patch(String entry, Patch patch) {
        described.add(name(patch));
        ImageProfile profile = patch.profile();
        if (profile != null) {
            List<String> ids = new ArrayList<>(profile.missingVibs());
            patch.vibs().forEach(vib -> ids.add(vib.id()));
            profiles.add(new Profile(zip(), patch.id(), ids));
        } else if (patch.kind() == PatchKind.BULLETIN) {
            bulletin(patch);
        }
    }

    /** Whether a host finds the patch; a VIB may also be a bulletin's. */
    boolean describes(Patch patch) {
        return described.contains(name(patch))
                || patch.kind() == PatchKind.VIB && vibs.containsKey(patch.id());
    }

    private static String name(Patch patch) {
        return patch.kind() + " " + patch.id();
    }

    private void bulletin(Patch patch) {
        int content =
                Objects.hash(
                        patch.revision(),
                        patch.title(),
                        patch.classification(),
                        patch.platforms(),
                        patch.details());
        Integer other =
                bulletins
                        .computeIfAbsent(patch.id(), id -> new HashMap<>(2))
                        .putIfAbsent(patch.releasedAt(), content);
        if (other != null && other != content) {
            findings.add(
                    zip(),
                    "the bulletin %s stands twice with one date and other content, so no host can read this depot"
                            .formatted(patch.id()));
        }
    }

    @Override
    public void unusable(String what, EsxSyncException problem) {
        findings.add(zip(), problem.getMessage());
    }

    /** What only older managers read is no matter for a host. */
    @Override
    public void remark(String text) {}

    /** To be called when all zips were read, since a host takes their VIBs together. */
    void end() {
        for (Profile profile : profiles) {
            List<String> missing =
                    profile.vibIds().stream()
                            .filter(id -> !vibs.containsKey(id) || absent.contains(id))
                            .toList();
            if (!missing.isEmpty()) {
                findings.add(
                        profile.zip(),
                        "the image profile %s cannot be installed: %d of its %d VIBs cannot be had, such as %s"
                                .formatted(
                                        profile.name(),
                                        missing.size(),
                                        profile.vibIds().size(),
                                        missing.get(0)));
            }
        }
    }
}
