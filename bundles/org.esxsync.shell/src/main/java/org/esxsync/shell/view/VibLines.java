package org.esxsync.shell.view;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.jspecify.annotations.Nullable;

/** What is told of a patch of a depot alone: its VIBs, its image profile, its notice. */
final class VibLines {

    private VibLines() {}

    static void describe(Patch patch, Sheet sheet) {
        ImageProfile profile = patch.profile();
        if (profile != null) {
            describe(profile, sheet);
        }
        Notice notice = patch.notice();
        if (notice != null) {
            describe(notice, sheet);
        }
        if (patch.kind() == PatchKind.IMAGE_PROFILE) {
            // It has hundreds, of which the bulletins tell the rest.
            patch.vibs().forEach(vib -> sheet.line("VIB", vib.id()));
        } else {
            patch.vibs().forEach(vib -> describe(vib, sheet));
        }
    }

    private static void describe(ImageProfile profile, Sheet sheet) {
        sheet.line("Creator", profile.creator());
        sheet.line("Acceptance", level(profile.acceptanceLevel()));
        profile.missingVibs().forEach(id -> sheet.line("Missing VIB", id));
    }

    private static void describe(Notice notice, Sheet sheet) {
        sheet.line("Notice", Listings.words(notice.kind()));
        Stream.concat(notice.recalledBulletins().stream(), notice.recalledVibs().stream())
                .forEach(id -> sheet.line("Recalls", id));
        notice.resolvedRecalls().forEach(id -> sheet.line("Resolves", id));
        if (!notice.text().isEmpty()) {
            sheet.prose("Text", notice.text());
        }
    }

    private static void describe(Vib vib, Sheet sheet) {
        sheet.line("VIB", vib.id());
        sheet.prose("", "name %s, version %s".formatted(vib.name(), vib.version()));
        sheet.prose("", joined(level(vib.acceptanceLevel()), vib.type(), payloads(vib)));
        relations("depends on", vib.depends(), sheet);
        relations("conflicts with", vib.conflicts(), sheet);
        relations("replaces", vib.replaces(), sheet);
        relations("provides", vib.provides(), sheet);
        String demands =
                joined(
                        reboot(vib.reboot()),
                        word(
                                vib.maintenanceMode(),
                                "maintenance mode required",
                                "no maintenance mode"),
                        word(vib.liveInstall(), "live install", "no live install"));
        if (!demands.isEmpty()) {
            sheet.prose("", demands);
        }
        if (!vib.platforms().isEmpty()) {
            sheet.prose("", "for " + Listings.joined(vib.platforms()));
        }
    }

    private static String level(AcceptanceLevel level) {
        return level == AcceptanceLevel.UNKNOWN ? "acceptance level unknown" : level.esxcli();
    }

    private static String payloads(Vib vib) {
        List<String> types = vib.payloadTypes().stream().distinct().toList();
        return types.isEmpty() ? "" : "payloads of type " + String.join(" and ", types);
    }

    private static String reboot(Reboot reboot) {
        return switch (reboot) {
            case REQUIRED -> "reboot required";
            case NOT_REQUIRED -> "no reboot";
            case UNKNOWN -> "";
        };
    }

    private static String word(@Nullable Boolean flag, String ifTrue, String ifFalse) {
        if (flag == null) {
            return "";
        }
        return flag ? ifTrue : ifFalse;
    }

    private static void relations(String what, List<VibRelation> relations, Sheet sheet) {
        if (!relations.isEmpty()) {
            sheet.prose("", what + " " + Listings.joined(relations));
        }
    }

    private static String joined(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }
}
