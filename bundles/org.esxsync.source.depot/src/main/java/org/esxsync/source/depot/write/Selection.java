package org.esxsync.source.depot.write;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.source.depot.read.MetadataReader;
import org.esxsync.source.depot.read.PlainZip;
import org.esxsync.source.depot.vib.VibContent;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a metadata zip: the entries of the patches that were published as they are
 * described there, and of their VIBs. For one thread.
 */
final class Selection implements MetadataReader.Contents {

    private final ReleaseVersion version;
    private final FilterReport report;
    private final Map<PatchKey, Patch> wanted = new LinkedHashMap<>();
    private final Map<String, VibEntry> vibs = new HashMap<>();
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final Set<String> keptVibs = new HashSet<>();
    private final Set<String> claimedVibs;
    private final Set<String> claimedEntries = new HashSet<>();
    private final Set<String> claimedIds = new HashSet<>();
    private final Set<String> gone = new HashSet<>();

    private record VibEntry(PlainZip.VibEntry entry, boolean isClaimable) {}

    /**
     * @param isClaimed whether its platforms become the release's
     */
    private record Kept(String entry, Patch patch, boolean isClaimed) {}

    /**
     * @param patches what was published
     * @param claimedVibs ids of VIBs that belong to patches that were claimed by hand
     */
    Selection(
            ReleaseVersion version,
            List<Patch> patches,
            Set<String> claimedVibs,
            FilterReport report) {
        this.version = version;
        this.claimedVibs = new HashSet<>(claimedVibs);
        this.report = report;
        patches.forEach(patch -> wanted.put(patch.key(), patch));
    }

    @Override
    public void vib(String entry, Vib vib, Artifact file) {
        vibs.put(
                vib.id(),
                new VibEntry(
                        new PlainZip.VibEntry(entry, VibContent.of(vib, file), file.path()),
                        version.isClaimedByHand(vib.platforms())));
    }

    @Override
    public void patch(String entry, Patch patch) {
        Patch published = published(patch);
        if (published == null) {
            gone.add(patch.id());
            return;
        }
        String name = patch.kind() + " " + patch.id();
        Kept before = kept.get(name);
        // One zip of a mirror may describe for one release what others describe for more.
        boolean claimed = isClaimed(published) || isClaimed(patch);
        if (before == null || isLater(patch, before.patch())) {
            kept.put(name, new Kept(entry, published, claimed));
        }
        for (Vib vib : patch.vibs()) {
            keptVibs.add(vib.id());
            if (claimed) {
                claimedVibs.add(vib.id());
            }
        }
    }

    /** What was published as it is described, or null; a notice itself if it can stay. */
    private @Nullable Patch published(Patch described) {
        if (described.kind() == PatchKind.NOTICE) {
            return isHarmless(described) ? described : null;
        }
        Patch published = wanted.get(described.key());
        return published != null && isSame(described, published) ? published : null;
    }

    private boolean isClaimed(Patch patch) {
        return patch.kind() != PatchKind.NOTICE && version.isClaimedByHand(patch.platforms());
    }

    /** A host would look for what a recall names, which is not there. */
    private boolean isHarmless(Patch patch) {
        Notice notice = patch.notice();
        return notice != null
                && notice.recalledBulletins().isEmpty()
                && notice.recalledVibs().isEmpty()
                && notice.resolvedRecalls().isEmpty()
                && !version.isClaimedByHand(patch.platforms());
    }

    private static boolean isLater(Patch patch, Patch other) {
        LocalDateTime time = patch.releasedAt();
        LocalDateTime otherTime = other.releasedAt();
        return time != null && (otherTime == null || time.isAfter(otherTime));
    }

    /** Whether what is described is what was published. */
    private static boolean isSame(Patch described, Patch published) {
        if (published.kind() != described.kind()) {
            return false;
        }
        Map<RelativePath, Artifact> files = new HashMap<>();
        published.artifacts().forEach(file -> files.put(file.path(), file));
        return described.artifacts().size() == files.size()
                && described.artifacts().stream()
                        .allMatch(file -> isSame(file, files.get(file.path())));
    }

    private static boolean isSame(Artifact one, @Nullable Artifact other) {
        return other != null
                && (one.size() == other.size() || other.size() == Artifact.UNKNOWN_SIZE)
                && one.digests().stream().allMatch(digest -> agrees(digest, other.digests()));
    }

    private static boolean agrees(Digest digest, List<Digest> others) {
        return others.stream()
                .filter(other -> other.algorithm() == digest.algorithm())
                .allMatch(digest::equals);
    }

    @Override
    public void unusable(String what, EsxSyncException problem) {
        gone.add(what);
    }

    /** The source tells it when it is scanned. */
    @Override
    public void remark(String text) {}

    /** To be called when all was read. */
    void end() {
        for (Kept each : kept.values()) {
            wanted.remove(each.patch().key());
            if (each.isClaimed()) {
                claim(each);
            }
        }
        for (String id : keptVibs) {
            VibEntry vib = vibs.get(id);
            if (vib != null && vib.isClaimable() && claimedVibs.contains(id)) {
                claimedEntries.add(vib.entry().name());
            }
        }
        vibs.keySet().stream().filter(id -> !keptVibs.contains(id)).forEach(gone::add);
        gone.removeAll(present());
    }

    private void claim(Kept each) {
        Patch patch = each.patch();
        if (patch.kind() == PatchKind.BULLETIN) {
            claimedEntries.add(each.entry());
            claimedIds.add(patch.id());
        }
        if (patch.kind() != PatchKind.IMAGE_PROFILE && isClaimed(patch)) {
            report.remark(
                    "the metadata of %s says %s in place of %s, since a matcher claims it for that release; its files are unchanged"
                            .formatted(patch.id(), version.version(), patch.platforms()));
        }
    }

    /** The patches that were published and that are not described here, or otherwise. */
    Iterable<Patch> missing() {
        return wanted.values();
    }

    /** What stays. */
    Staying staying() {
        List<Patch> patches = new ArrayList<>();
        Set<String> entries = new HashSet<>();
        for (Kept each : kept.values()) {
            entries.add(each.entry());
            if (each.patch().kind() != PatchKind.NOTICE) {
                patches.add(each.patch());
            }
        }
        Map<String, PlainZip.VibEntry> described = new HashMap<>();
        for (String id : keptVibs) {
            VibEntry vib = vibs.get(id);
            if (vib != null) {
                entries.add(vib.entry().name());
                described.put(id, vib.entry());
            }
        }
        NamedIds named = new NamedIds(present(), gone);
        return new Staying(patches, entries, claimedEntries, described, named);
    }

    /** Whether a bulletin's platforms become the release's. */
    boolean isClaimed(String bulletinId) {
        return claimedIds.contains(bulletinId);
    }

    /** The bulletin or notice of this id that stays, or null. */
    @Nullable Patch bulletin(String id) {
        Kept found = kept.get(PatchKind.BULLETIN + " " + id);
        found = found == null ? kept.get(PatchKind.NOTICE + " " + id) : found;
        return found == null ? null : found.patch();
    }

    private Set<String> present() {
        Set<String> present = new HashSet<>(keptVibs);
        kept.values().forEach(each -> present.add(each.patch().id()));
        return present;
    }
}
