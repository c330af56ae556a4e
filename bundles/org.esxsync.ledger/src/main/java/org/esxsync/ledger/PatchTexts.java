package org.esxsync.ledger;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.esxsync.api.ledger.CataloguedPatch;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/** Makes patches of what {@link PatchReader} reads. Used by one thread. */
final class PatchTexts {

    private static final String METADATA = "1";

    private final SharedValues<String> names = new SharedValues<>(Function.identity());
    private final SharedValues<Instant> instants = new SharedValues<>(UtcText::parse);
    private final SharedValues<LocalDate> dates = new SharedValues<>(LocalDate::parse);
    private final SharedValues<List<Platform>> platforms =
            new SharedValues<>(PatchTexts::platforms);
    private final SharedValues<Artifact> artifacts = new SharedValues<>(PatchTexts::artifact);

    CataloguedPatch patch(PatchRow row) {
        JoinedTexts head = new JoinedTexts(row.head(), JoinedTexts.COLUMN);
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
                        .details(optional(head.next(), URI::create));
        addParts(patch, row);
        return new CataloguedPatch(
                patch.build(),
                new PatchKey(id, revision),
                instants.of(head.next()),
                instants.of(head.next()),
                head.next().equals("1"));
    }

    private void addParts(Patch.Builder patch, PatchRow row) {
        String named = row.platforms();
        if (named != null) {
            patch.platforms(platforms.of(named));
        }
        String superseded = row.supersedes();
        if (superseded != null) {
            patch.supersedes(new JoinedTexts(superseded, JoinedTexts.ROW).rest());
        }
        String files = row.artifacts();
        if (files != null) {
            addArtifacts(patch, new JoinedTexts(files, JoinedTexts.ROW));
        }
    }

    private void addArtifacts(Patch.Builder patch, JoinedTexts rows) {
        while (rows.hasNext()) {
            String row = rows.next();
            if (row.startsWith(METADATA)) {
                patch.metadata(artifacts.of(row));
            } else {
                patch.artifact(artifacts.of(row));
            }
        }
    }

    private static Artifact artifact(String row) {
        JoinedTexts columns = new JoinedTexts(row, JoinedTexts.COLUMN);
        columns.next();
        RelativePath path = new RelativePath(columns.next());
        URI location = URI.create(columns.next());
        long size = size(columns.next());
        long approximateSize = size(columns.next());
        List<Digest> digests = new ArrayList<>();
        while (columns.hasNext()) {
            digests.add(Digests.digest(columns.next(), columns.next()));
        }
        return new Artifact(path, location, size, approximateSize, digests);
    }

    private static long size(String text) {
        return text.isEmpty() ? Artifact.UNKNOWN_SIZE : Long.parseLong(text);
    }

    private static List<Platform> platforms(String rows) {
        List<Platform> platforms = new ArrayList<>();
        for (String row : new JoinedTexts(rows, JoinedTexts.ROW).rest()) {
            JoinedTexts columns = new JoinedTexts(row, JoinedTexts.COLUMN);
            platforms.add(new Platform(columns.next(), columns.next()));
        }
        return List.copyOf(platforms);
    }

    private static <T> @Nullable T optional(String text, Function<String, T> maker) {
        return text.isEmpty() ? null : maker.apply(text);
    }
}
