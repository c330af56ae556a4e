package org.esxsync.serve.page.recent;

import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * What a listing shows of a patch.
 *
 * @param id its id
 * @param title its title, cut where it is long
 * @param date when it was released, or null if that is unknown
 * @param severity empty where not published
 * @param category empty where not published
 * @param kind what it is
 * @param claimedBy the releases that claim it
 * @param publishedIn the releases that have it
 * @param missingIn the releases that are to get it
 * @param isSuperseded whether others take its place
 * @param isRecalled whether its publisher has recalled it
 * @param size its bytes; -1 while unknown
 * @param sources the names of the sources that list it
 */
public record PatchRow(
        String id,
        String title,
        @Nullable LocalDate date,
        String severity,
        String category,
        PatchKind kind,
        List<EsxRelease> claimedBy,
        List<EsxRelease> publishedIn,
        List<EsxRelease> missingIn,
        boolean isSuperseded,
        boolean isRecalled,
        long size,
        List<String> sources) {}
