package org.esxsync.shell.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.Quantity;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.DiskSpace;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.esxsync.api.sync.SourceFailure;
import org.esxsync.shell.terminal.Ink;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Screen;

/** What a sync or a plan says of a patch, a source or the disk, each in a line behind its label. */
public final class OutcomeLines {

    private static final int LABEL_WIDTH = 11;

    private OutcomeLines() {}

    /** Text from outside behind a label. */
    public static String labelled(String label, String text) {
        return PlainText.pad(label, LABEL_WIDTH) + PlainText.of(text);
    }

    /** Warns if the disk is too full, for sure or only if rounded sizes are right. */
    public static Optional<String> diskSpace(DiskSpace disk, Screen screen) {
        if (disk.isLikelyEnough()) {
            return Optional.empty();
        }
        String needed =
                disk.isEnough() ? Numbers.about(disk.expected()) : Quantity.bytes(disk.needed());
        Ink ink = disk.isEnough() ? Ink.YELLOW : Ink.RED;
        return Optional.of(
                ink.on(screen, labelled("disk", ""))
                        + "%s are needed, %s are free"
                                .formatted(needed, Quantity.bytes(disk.free())));
    }

    public static String line(SourceFailure failure, Screen screen) {
        return Ink.RED.on(screen, labelled("failed", "")) + PlainText.of(place(failure));
    }

    public static String line(PatchOutcome outcome, Screen screen) {
        return line(outcome, place(outcome), screen);
    }

    private static String line(PatchOutcome outcome, String text, Screen screen) {
        String label =
                outcome.outcome() == Outcome.NOT_DOWNLOADABLE
                        ? "skipped"
                        : Listings.words(outcome.outcome());
        return ink(outcome).on(screen, labelled(label, "")) + PlainText.of(text);
    }

    private static Ink ink(PatchOutcome outcome) {
        return switch (outcome.outcome()) {
            case CONFLICT -> Ink.YELLOW;
            case FAILED -> Ink.RED;
            default -> Ink.PLAIN;
        };
    }

    /** A line for each patch and what became of it, which may be the same in several releases. */
    public static List<String> lines(List<PatchOutcome> outcomes, Screen screen) {
        Map<PatchOutcome, List<String>> places = new LinkedHashMap<>();
        for (PatchOutcome each : outcomes) {
            PatchOutcome anywhere =
                    new PatchOutcome(
                            each.patch(), each.source(), null, each.outcome(), each.detail());
            places.computeIfAbsent(anywhere, key -> new ArrayList<>()).add(where(each));
        }
        List<String> lines = new ArrayList<>();
        places.forEach(
                (each, where) ->
                        lines.add(line(each, place(each, String.join(", ", where)), screen)));
        return lines;
    }

    /** Which source failed, and why. */
    public static String place(SourceFailure failure) {
        return "source %s: %s".formatted(failure.source(), failure.reason());
    }

    /** Which patch it is about, where, and why. */
    public static String place(PatchOutcome outcome) {
        return place(outcome, where(outcome));
    }

    private static String place(PatchOutcome outcome, String where) {
        return "%s (%s): %s".formatted(outcome.patch(), where, outcome.detail());
    }

    private static String where(PatchOutcome outcome) {
        EsxRelease release = outcome.release();
        return release == null ? outcome.source() : release.toString();
    }
}
