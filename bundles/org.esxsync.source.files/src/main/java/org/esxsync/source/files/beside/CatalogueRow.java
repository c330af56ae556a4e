package org.esxsync.source.files.beside;

import java.net.URI;
import java.time.LocalDate;
import java.util.Set;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * What catalogues say of a patch; null or empty where they say nothing.
 *
 * @param kb its article
 */
public record CatalogueRow(
        Set<EsxRelease> releases,
        @Nullable LocalDate date,
        String title,
        @Nullable Digest md5,
        Set<String> supersedes,
        Reboot reboot,
        @Nullable URI kb) {

    /** Nothing. */
    public static final CatalogueRow NONE =
            new CatalogueRow(Set.of(), null, "", null, Set.of(), Reboot.UNKNOWN, null);

    public CatalogueRow {
        releases = Set.copyOf(releases);
        supersedes = Set.copyOf(supersedes);
    }
}
