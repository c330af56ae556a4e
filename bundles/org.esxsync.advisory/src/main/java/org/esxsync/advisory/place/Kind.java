package org.esxsync.advisory.place;

import java.util.Locale;
import java.util.Set;

/** What a file is, as its name tells. */
enum Kind {
    JSON,
    TABLE,
    ZIP,
    OTHER;

    /** Lists of the CVE Program of what has changed, beside its records. */
    private static final Set<String> LISTS = Set.of("delta.json", "deltalog.json");

    static Kind of(String name) {
        String lower = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (lower.startsWith(".") || LISTS.contains(lower)) {
            return OTHER;
        }
        return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "json" -> JSON;
            case "tsv" -> TABLE;
            case "zip" -> ZIP;
            default -> OTHER;
        };
    }
}
