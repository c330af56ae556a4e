package org.esxsync.api.patch;

import java.util.List;
import java.util.Objects;
import org.esxsync.api.OneLine;

/**
 * What only an image profile tells, beside its VIBs.
 *
 * @param creator who made it, on one line; empty where not published
 * @param acceptanceLevel the level that none of its VIBs is below
 * @param missingVibs ids of VIBs that it names and its depot does not describe, each made one plain
 *     line of text; such a profile cannot be installed
 */
public record ImageProfile(
        String creator, AcceptanceLevel acceptanceLevel, List<String> missingVibs) {

    public ImageProfile {
        creator = OneLine.of(creator);
        Objects.requireNonNull(acceptanceLevel, "acceptanceLevel");
        missingVibs = missingVibs.stream().map(OneLine::of).toList();
    }
}
