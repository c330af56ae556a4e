package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.esxsync.api.Quantity;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PlannedPatch;
import org.esxsync.api.sync.SyncPlan;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Result;
import org.esxsync.shell.terminal.Screen;

/** What a sync would do. */
public record PlanView(SyncPlan plan) implements Result {

    @Override
    public List<String> lines(Screen screen) {
        List<String> lines = new ArrayList<>();
        if (!plan.patches().isEmpty()) {
            lines.addAll(Listings.planned(plan.patches()).lines(screen));
        }
        plan.failedSources().forEach(failure -> lines.add(OutcomeLines.line(failure, screen)));
        lines.addAll(
                OutcomeLines.lines(
                        plan.settled().stream().filter(PlanView::isTold).toList(), screen));
        OutcomeLines.diskSpace(plan.disk(), screen).ifPresent(lines::add);
        plan.remarks().forEach(text -> lines.addAll(PlainText.wrap(text, screen.width())));
        profiles().ifPresent(text -> lines.addAll(PlainText.wrap(text, screen.width())));
        lines.addAll(PlainText.wrap(total(), screen.width()));
        return lines;
    }

    /** How many image profiles there are, and what is downloaded for them alone. */
    private Optional<String> profiles() {
        Map<Boolean, List<PlannedPatch>> byKind =
                plan.patches().stream().collect(Collectors.partitioningBy(PlanView::isProfile));
        List<PlannedPatch> profiles = byKind.getOrDefault(true, List.of());
        if (profiles.isEmpty()) {
            return Optional.empty();
        }
        long bytes = plan.expectedSize() - sizeOf(byKind.getOrDefault(false, List.of()));
        String which =
                profiles.size() == 1
                        ? "1 of them is an image profile"
                        : profiles.size() + " of them are image profiles";
        return Optional.of(
                "%s; %s to download for %s alone"
                        .formatted(
                                which,
                                Quantity.bytes(bytes),
                                profiles.size() == 1 ? "it" : "them"));
    }

    private static boolean isProfile(PlannedPatch planned) {
        return planned.patch().kind() == PatchKind.IMAGE_PROFILE;
    }

    private static long sizeOf(List<PlannedPatch> patches) {
        return new SyncPlan(patches, List.of(), List.of()).expectedSize();
    }

    private static boolean isTold(PatchOutcome outcome) {
        return outcome.outcome() != PatchOutcome.Outcome.PRESENT;
    }

    private String total() {
        int patches = plan.patches().size();
        if (patches == 0) {
            return plan.failedSources().isEmpty()
                    ? "Nothing new."
                    : "Nothing new in the sources that could be read.";
        }
        long unknown = plan.patchesWithoutSize();
        if (unknown == patches) {
            return Numbers.patches(patches) + " of unknown size to download";
        }
        String known =
                plan.patchesOfUnknownSize() == unknown
                        ? Quantity.bytes(plan.expectedSize())
                        : Numbers.about(plan.expectedSize());
        return "%s, %s%s to download"
                .formatted(
                        Numbers.patches(patches),
                        known,
                        unknown == 0 ? "" : " and %d of unknown size".formatted(unknown));
    }
}
