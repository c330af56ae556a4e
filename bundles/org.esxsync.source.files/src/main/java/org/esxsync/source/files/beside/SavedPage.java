package org.esxsync.source.files.beside;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;

/**
 * A saved page of a patch.
 *
 * @param file where it is in the share
 * @param patch the patch as the page describes it
 * @param supersededBy the ids of the patches that the page names as those that replace it
 */
public record SavedPage(String file, Patch patch, List<String> supersededBy) {

    public SavedPage {
        supersededBy = List.copyOf(supersededBy);
    }

    /** The checksums that it gives for the patch's files, in its order. */
    public Set<Digest> digests() {
        return patch.artifacts().stream()
                .flatMap(artifact -> artifact.digests().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
