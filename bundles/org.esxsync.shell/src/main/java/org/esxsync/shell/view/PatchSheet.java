package org.esxsync.shell.view;

import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.Quantity;
import org.esxsync.api.ledger.VerifiedArtifact;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.sync.PatchDetails;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/**
 * All that is known of a patch.
 *
 * @param entries one for each source and revision
 */
public record PatchSheet(List<PatchDetails> entries) implements Result {

    public PatchSheet {
        entries = List.copyOf(entries);
    }

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        for (PatchDetails entry : entries) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            describe(entry, new Sheet(lines, screen));
        }
        return lines;
    }

    private static void describe(PatchDetails entry, Sheet sheet) {
        ZoneId zone = sheet.screen().zone();
        Patch patch = entry.summary().patch();
        sheet.line("Patch", patch.id());
        sheet.line("Title", patch.title());
        sheet.line("Kind", Listings.words(patch.kind()));
        sheet.line("Released", released(patch));
        sheet.line("Class", Listings.classification(patch));
        sheet.line("For", Listings.joined(patch.platforms()));
        sheet.line("Claimed by", Listings.claims(entry.summary()));
        sheet.line("Published in", Listings.joined(entry.summary().publishedIn()));
        sheet.line("Supersedes", Listings.joined(patch.supersedes()));
        if (entry.summary().recalled()) {
            sheet.line("Recalled", "by its publisher, so hosts shall not install it");
        }
        if (!entry.summary().supersededBy().isEmpty()) {
            sheet.line("Superseded by", Listings.joined(entry.summary().supersededBy()));
        }
        sheet.line("Reboot", Listings.words(patch.reboot()));
        sheet.line("Details", patch.details() == null ? "" : patch.details().toString());
        sheet.line("Source", "%s (%s)".formatted(patch.source(), patch.format()));
        sheet.line("Revision", patch.revision());
        sheet.line("First seen", Numbers.time(entry.firstSeen(), zone));
        sheet.line(
                "Last seen",
                Numbers.time(entry.lastSeen(), zone)
                        + (entry.listed() ? "" : ", no longer listed"));
        sheet.line("Size", Numbers.size(entry.summary()));
        for (int i = 0; i < entry.installation().size(); i++) {
            String line = entry.installation().get(i);
            if (i == 0) {
                sheet.line("Install", line);
            } else {
                sheet.more(line);
            }
        }
        entry.warnings().forEach(warning -> sheet.prose("Warning", warning));
        VibLines.describe(patch, sheet);
        patch.artifacts().forEach(artifact -> describe(artifact, entry, sheet));
    }

    private static String released(Patch patch) {
        String date = Listings.date(patch);
        return patch.releaseTime() == null
                ? date
                : date + " " + patch.releaseTime().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void describe(Artifact artifact, PatchDetails entry, Sheet sheet) {
        sheet.line("File", "%s, %s".formatted(artifact.path(), size(artifact)));
        sheet.more(artifact.location().toString());
        for (Digest digest : artifact.digests()) {
            sheet.more(
                    "%s %s (%s)"
                            .formatted(
                                    digest.algorithm().standardName(),
                                    digest.hex(),
                                    isLeftUnchecked(digest, artifact, entry)
                                            ? "published, not checkable here"
                                            : "published"));
        }
        verified(artifact, entry)
                .forEach(verified -> sheet.more("SHA-256 " + verified.sha256() + " (ours)"));
    }

    private static String size(Artifact artifact) {
        if (artifact.size() != Artifact.UNKNOWN_SIZE) {
            return Quantity.bytes(artifact.size());
        }
        return artifact.approximateSize() == Artifact.UNKNOWN_SIZE
                ? "size unknown"
                : Numbers.about(artifact.approximateSize());
    }

    /** Whether the Java that verified the artifact had no such algorithm. */
    private static boolean isLeftUnchecked(Digest digest, Artifact artifact, PatchDetails entry) {
        return verified(artifact, entry).anyMatch(each -> !each.checked().contains(digest));
    }

    private static Stream<VerifiedArtifact> verified(Artifact artifact, PatchDetails entry) {
        return entry.verified().stream()
                .filter(verified -> verified.path().equals(artifact.path()));
    }
}
