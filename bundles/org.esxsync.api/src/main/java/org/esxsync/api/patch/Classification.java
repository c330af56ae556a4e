package org.esxsync.api.patch;

import java.util.Locale;
import org.esxsync.api.OneLine;

/**
 * What kind of patch it is, in the publisher's words in lower case.
 *
 * @param category such as {@code security}, {@code critical} and {@code general} for VI3 patches,
 *     {@code bugfix} or {@code enhancement} for bulletins; empty where not published
 * @param severity a bulletin's severity, such as {@code important}; empty where not published
 */
public record Classification(String category, String severity) {

    /** Nothing was published. */
    public static final Classification NONE = new Classification("", "");

    private static final String RECALL = "recall";

    public Classification {
        category = OneLine.of(category).toLowerCase(Locale.ROOT);
        severity = OneLine.of(severity).toLowerCase(Locale.ROOT);
    }

    /** Whether the publisher calls the patch back: nobody should install it any more. */
    public boolean isRecall() {
        return category.equals(RECALL);
    }
}
