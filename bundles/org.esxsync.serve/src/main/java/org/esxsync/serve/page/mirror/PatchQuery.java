package org.esxsync.serve.page.mirror;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.page.frame.Visit;
import org.esxsync.serve.page.recent.PatchRow;

/**
 * Which patches are asked for.
 *
 * @param release the release; empty for all
 * @param state what a patch must be; empty for any
 * @param severity the severity; empty for any
 * @param category the category; empty for any
 * @param words all of which are in the id or the title
 */
record PatchQuery(
        Optional<EsxRelease> release,
        String state,
        String severity,
        String category,
        String words) {

    /** What a patch can be, as the form and the query name it. */
    enum State {
        LATEST,
        PUBLISHED,
        MISSING,
        SUPERSEDED,
        RECALLED,
        UNCLAIMED,
        NOTICES;

        String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static PatchQuery of(Visit visit) {
        return new PatchQuery(
                MirrorFiles.release(visit.parameter("release")),
                visit.parameter("state"),
                visit.parameter("severity"),
                visit.parameter("category"),
                visit.parameter("words"));
    }

    List<PatchRow> select(List<PatchRow> rows) {
        List<String> wanted =
                Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        State of =
                Arrays.stream(State.values())
                        .filter(each -> each.value().equals(state))
                        .findFirst()
                        .orElse(null);
        List<PatchRow> selected = new ArrayList<>();
        for (PatchRow row : rows) {
            if ((row.kind() == PatchKind.NOTICE) == (of == State.NOTICES)
                    && isOfRelease(row)
                    && (severity.isEmpty() || severity.equals(row.severity()))
                    && (category.isEmpty() || category.equals(row.category()))
                    && (of == null || is(of, row))
                    && hasWords(row, wanted)) {
                selected.add(row);
            }
        }
        return selected;
    }

    private boolean isOfRelease(PatchRow row) {
        return release.isEmpty()
                || row.claimedBy().contains(release.get())
                || row.publishedIn().contains(release.get());
    }

    private boolean is(State of, PatchRow row) {
        return switch (of) {
            case LATEST -> !row.isSuperseded() && !row.isRecalled();
            case PUBLISHED -> isAsked(row.publishedIn());
            case MISSING -> isAsked(row.missingIn());
            case SUPERSEDED -> row.isSuperseded();
            case RECALLED -> row.isRecalled();
            case UNCLAIMED -> row.claimedBy().isEmpty();
            case NOTICES -> true;
        };
    }

    private boolean isAsked(List<EsxRelease> releases) {
        return release.isEmpty() ? !releases.isEmpty() : releases.contains(release.get());
    }

    private static boolean hasWords(PatchRow row, List<String> wanted) {
        if (wanted.isEmpty()) {
            return true;
        }
        String text = (row.id() + " " + row.title()).toLowerCase(Locale.ROOT);
        return wanted.stream().allMatch(text::contains);
    }

    /** Whether all patches are asked for. */
    boolean isForAll() {
        return release.isEmpty()
                && state.isEmpty()
                && severity.isEmpty()
                && category.isEmpty()
                && words.isEmpty();
    }

    /** The address of one of the pages of what it selects. */
    String address(int page) {
        StringBuilder address = new StringBuilder("patches?page=").append(page);
        append(address, "release", release.map(EsxRelease::toString).orElse(""));
        append(address, "state", state);
        append(address, "severity", severity);
        append(address, "category", category);
        append(address, "words", words);
        return address.toString();
    }

    private static void append(StringBuilder address, String name, String value) {
        if (!value.isEmpty()) {
            address.append('&').append(name).append('=').append(Visit.encoded(value));
        }
    }
}
