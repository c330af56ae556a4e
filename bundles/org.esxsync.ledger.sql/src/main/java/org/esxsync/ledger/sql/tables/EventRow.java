package org.esxsync.ledger.sql.tables;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.esxsync.api.ledger.Event;
import org.esxsync.api.ledger.HistoryEntry;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.PatchKey;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.ledger.sql.session.Row;
import org.esxsync.ledger.sql.session.UtcText;
import org.jspecify.annotations.Nullable;

/** An event as the table holds it, without its hash. */
record EventRow(
        long number,
        String at,
        String kind,
        @Nullable String source,
        @Nullable String patchId,
        @Nullable String patchRevision,
        @Nullable String release,
        String detail) {

    /** In place of the one character that no text of a database has. */
    private static final char REPLACEMENT = '\uFFFD';

    static EventRow of(long number, Event event) {
        PatchKey patch = event.patch();
        EsxRelease release = event.release();
        return new EventRow(
                number,
                UtcText.of(event.at()),
                event.kind().name(),
                event.source(),
                patch == null ? null : patch.id(),
                patch == null ? null : patch.revision(),
                release == null ? null : release.toString(),
                event.detail().replace('\0', REPLACEMENT));
    }

    static EventRow read(Row row) throws SQLException {
        return new EventRow(
                row.number("number"),
                row.text("at"),
                row.text("kind"),
                row.textOrNull("source"),
                row.textOrNull("patch_id"),
                row.textOrNull("patch_revision"),
                row.textOrNull("release"),
                row.text("detail"));
    }

    HistoryEntry toEntry() {
        return new HistoryEntry(
                number,
                new Event(
                        UtcText.parse(at),
                        Event.Kind.valueOf(kind),
                        source,
                        patchId == null || patchRevision == null
                                ? null
                                : new PatchKey(patchId, patchRevision),
                        release == null ? null : EsxRelease.parse(release),
                        detail));
    }

    /** The hash of this row after the row with the given hash; {@code 1.sql} tells the rule. */
    String hashAfter(String previous) {
        String columns =
                Arrays.asList(at, kind, source, patchId, patchRevision, release, detail).stream()
                        .map(EventRow::quote)
                        .collect(Collectors.joining(","));
        String line = previous + "," + number + "," + columns;
        return Digest.of(Digest.Algorithm.SHA_256, line.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** As SQLite's function of this name. */
    private static String quote(@Nullable String text) {
        return text == null ? "NULL" : "'" + text.replace("'", "''") + "'";
    }
}
