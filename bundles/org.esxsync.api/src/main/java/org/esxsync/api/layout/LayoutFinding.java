package org.esxsync.api.layout;

import org.esxsync.api.OneLine;
import org.esxsync.api.patch.RelativePath;

/**
 * Something in a release's directory that a host would miss or stumble over.
 *
 * @param path the file in which it was found, or that is missing, below the release's directory
 * @param detail what is wrong, on one line of at most 1,024 characters
 */
public record LayoutFinding(RelativePath path, String detail) {

    private static final int MAX_DETAIL = 1024;

    public LayoutFinding {
        detail = OneLine.of(detail, MAX_DETAIL);
    }
}
