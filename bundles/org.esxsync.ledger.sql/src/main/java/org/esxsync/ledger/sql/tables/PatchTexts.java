package org.esxsync.ledger.sql.tables;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.Vib;
import org.esxsync.ledger.sql.session.UtcText;
import org.jspecify.annotations.Nullable;

/**
 * Makes patches of the texts in their rows, and the texts of patches; see {@link JoinedTexts}. Used
 * by one thread.
 */
final class PatchTexts {

    private static final int MOST_VIBS = 1 << 16;

    private final SharedValues<String> names = new SharedValues<>(Function.identity());
    private final SharedValues<Instant> instants = new SharedValues<>(UtcText::parse);
    private final SharedValues<LocalDate> dates = new SharedValues<>(LocalDate::parse);
    private final SharedValues<List<Platform>> platforms =
            new SharedValues<>(PatchTexts::platforms);
    private final SharedValues<Artifact> artifacts = new SharedValues<>(ArtifactTexts::parse);

    private final VibTexts vibTexts = new VibTexts();

    /** By their numbers, since their texts are too long to keep. */
    private final Map<String, Vib> vibs = new HashMap<>();

    CataloguedPatch patch(String text) {
        JoinedTexts parts = new JoinedTexts(text, JoinedTexts.RECORD_SEPARATOR);
        JoinedTexts head = new JoinedTexts(parts.next(), JoinedTexts.TAB);
        String source = names.of(head.next());
        String id = head.next();
        String revision = head.next();
        Patch.Builder patch =
                Patch.builder(source, id, names.of(head.next()))
                        .title(head.next())
                        .releaseDate(optional(head.next(), dates::of))
                        .classification(
                                new Classification(names.of(head.next()), names.of(head.next())))
                        .reboot(Reboot.valueOf(head.next()))
                        .details(optional(head.next(), URI::create))
                        .kind(PatchKind.valueOf(head.next()))
                        .releaseTime(optional(head.next(), LocalTime::parse));
        patch.platforms(platforms.of(parts.next()));
        patch.supersedes(JoinedTexts.lines(parts.next(), Function.identity()));
        JoinedTexts.lines(parts.next(), artifacts::of).forEach(patch::metadata);
        patch.artifacts(JoinedTexts.lines(parts.next(), artifacts::of));
        patch.vibs(JoinedTexts.lines(parts.next(), this::vib));
        patch.profile(optional(parts.next(), PatchTexts::profile));
        patch.notice(optional(parts.next(), PatchTexts::notice));
        return new CataloguedPatch(
                patch.build(),
                new PatchKey(id, revision),
                instants.of(head.next()),
                instants.of(head.next()),
                head.next().equals("1"));
    }

    private static List<Platform> platforms(String lines) {
        return List.copyOf(JoinedTexts.lines(lines, PatchTexts::platform));
    }

    private static Platform platform(String line) {
        JoinedTexts columns = new JoinedTexts(line, JoinedTexts.TAB);
        return new Platform(columns.next(), columns.next());
    }

    /**
     * @param line ends with the VIB's number
     */
    private Vib vib(String line) {
        String number = line.substring(line.lastIndexOf(JoinedTexts.TAB) + 1);
        if (vibs.size() == MOST_VIBS) {
            vibs.clear();
        }
        return vibs.computeIfAbsent(number, missing -> vibTexts.vib(line));
    }

    private static ImageProfile profile(String text) {
        JoinedTexts columns = new JoinedTexts(text, JoinedTexts.TAB);
        return new ImageProfile(
                columns.next(), AcceptanceLevel.valueOf(columns.next()), columns.rest());
    }

    private static Notice notice(String text) {
        JoinedTexts columns = new JoinedTexts(text, JoinedTexts.TAB);
        Notice.Kind kind = Notice.Kind.valueOf(columns.next());
        String said = columns.next();
        return new Notice(kind, ids(columns), ids(columns), ids(columns), said);
    }

    private static List<String> ids(JoinedTexts columns) {
        return JoinedTexts.items(columns.next(), Function.identity());
    }

    private static <T> @Nullable T optional(String text, Function<String, T> maker) {
        return text.isEmpty() ? null : maker.apply(text);
    }

    static String ofPlatforms(Patch patch) {
        return JoinedTexts.joinLines(
                patch.platforms(), each -> joined(each.product(), each.versionPattern()));
    }

    static String ofSupersedes(Patch patch) {
        return JoinedTexts.joinLines(patch.supersedes(), Function.identity());
    }

    static String ofMetadata(Patch patch) {
        Artifact metadata = patch.metadata();
        return metadata == null
                ? ""
                : JoinedTexts.joinLines(List.of(metadata), ArtifactTexts::text);
    }

    static String ofArtifacts(Patch patch) {
        return JoinedTexts.joinLines(patch.artifacts(), ArtifactTexts::text);
    }

    static String ofProfile(Patch patch) {
        ImageProfile profile = patch.profile();
        if (profile == null) {
            return "";
        }
        List<String> columns = new ArrayList<>();
        columns.add(profile.creator());
        columns.add(profile.acceptanceLevel().name());
        columns.addAll(profile.missingVibs());
        return joined(columns.toArray(String[]::new));
    }

    static String ofNotice(Patch patch) {
        Notice notice = patch.notice();
        return notice == null
                ? ""
                : joined(
                        notice.kind().name(),
                        notice.text(),
                        JoinedTexts.joinItems(notice.recalledBulletins(), Function.identity()),
                        JoinedTexts.joinItems(notice.recalledVibs(), Function.identity()),
                        JoinedTexts.joinItems(notice.resolvedRecalls(), Function.identity()));
    }

    private static String joined(String... texts) {
        return JoinedTexts.join(JoinedTexts.TAB, texts);
    }
}
