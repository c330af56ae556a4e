package org.esxsync.ledger.sql.tables;

import java.util.List;
import java.util.function.Function;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.jspecify.annotations.Nullable;

/**
 * Makes VIBs of the texts in their rows, and the texts of VIBs; see {@link JoinedTexts}. Used by
 * one thread.
 */
final class VibTexts {

    private final SharedValues<String> names = new SharedValues<>(Function.identity());
    private final SharedValues<List<String>> payloadTypes =
            new SharedValues<>(text -> list(text, names::of));
    private final SharedValues<VibRelation> relations = new SharedValues<>(this::relation);
    private final SharedValues<List<VibRelation>> lists =
            new SharedValues<>(text -> list(text, relations::of));
    private final SharedValues<List<Platform>> platforms =
            new SharedValues<>(text -> list(text, VibTexts::platform));

    /**
     * @param text may go on after the VIB
     */
    Vib vib(String text) {
        JoinedTexts columns = new JoinedTexts(text, JoinedTexts.TAB);
        return Vib.builder(
                        names.of(columns.next()),
                        names.of(columns.next()),
                        names.of(columns.next()),
                        new VibVersion(columns.next()))
                .acceptanceLevel(AcceptanceLevel.valueOf(columns.next()))
                .payloadTypes(payloadTypes.of(columns.next()))
                .depends(lists.of(columns.next()))
                .conflicts(lists.of(columns.next()))
                .replaces(lists.of(columns.next()))
                .provides(lists.of(columns.next()))
                .reboot(Reboot.valueOf(columns.next()))
                .liveInstall(flag(columns.next()))
                .maintenanceMode(flag(columns.next()))
                .platforms(platforms.of(columns.next()))
                .file(path(columns.next()))
                .gunzipChecksums(flag(columns.next()))
                .build();
    }

    private static <T> List<T> list(String text, Function<String, T> maker) {
        return List.copyOf(JoinedTexts.items(text, maker));
    }

    private VibRelation relation(String text) {
        JoinedTexts parts = new JoinedTexts(text, JoinedTexts.GROUP_SEPARATOR);
        String name = names.of(parts.next());
        if (!parts.hasNext()) {
            return VibRelation.any(name);
        }
        return new VibRelation(
                name, VibRelation.Operator.valueOf(parts.next()), new VibVersion(parts.next()));
    }

    private static Platform platform(String text) {
        JoinedTexts parts = new JoinedTexts(text, JoinedTexts.GROUP_SEPARATOR);
        return new Platform(parts.next(), parts.next());
    }

    private static @Nullable Boolean flag(String text) {
        return text.isEmpty() ? null : Boolean.valueOf(text);
    }

    private static @Nullable RelativePath path(String text) {
        return text.isEmpty() ? null : new RelativePath(text);
    }

    static String text(Vib vib) {
        return JoinedTexts.join(
                JoinedTexts.TAB,
                vib.vendor(),
                vib.type(),
                vib.name(),
                vib.version().text(),
                vib.acceptanceLevel().name(),
                JoinedTexts.joinItems(vib.payloadTypes(), Function.identity()),
                text(vib.depends()),
                text(vib.conflicts()),
                text(vib.replaces()),
                text(vib.provides()),
                vib.reboot().name(),
                text(vib.liveInstall()),
                text(vib.maintenanceMode()),
                JoinedTexts.joinItems(vib.platforms(), VibTexts::text),
                text(vib.file()),
                text(vib.gunzipChecksums()));
    }

    private static String text(List<VibRelation> relations) {
        return JoinedTexts.joinItems(relations, VibTexts::text);
    }

    private static String text(VibRelation relation) {
        VibVersion version = relation.version();
        return version == null
                ? relation.name()
                : JoinedTexts.join(
                        JoinedTexts.GROUP_SEPARATOR,
                        relation.name(),
                        relation.operator().name(),
                        version.text());
    }

    private static String text(Platform platform) {
        return JoinedTexts.join(
                JoinedTexts.GROUP_SEPARATOR, platform.product(), platform.versionPattern());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
