package org.esxsync.source.depot.vib;

import java.time.LocalDateTime;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Vib;
import org.jspecify.annotations.Nullable;

/**
 * A VIB that an entry of a metadata zip describes, all of it checked.
 *
 * @param entry the entry's name
 * @param vib the VIB
 * @param artifact its file
 * @param summary one line about it
 * @param releasedAt when it was released, or null if that is not published
 */
public record DescribedVib(
        String entry,
        Vib vib,
        Artifact artifact,
        String summary,
        @Nullable LocalDateTime releasedAt) {}
