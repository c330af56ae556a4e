package org.esxsync.api.patch;

import org.esxsync.api.OneLine;

/**
 * What a patch is for, as its publisher writes it.
 *
 * @param product the publisher's own name: {@code VMware ESX Server} on a VI3 page, {@code
 *     embeddedEsx} in a depot
 * @param versionPattern a version ({@code 3.0.1}, {@code 8.0.0}) or a pattern ({@code 6.*}); empty
 *     where the publisher names none
 */
public record Platform(String product, String versionPattern) {

    private static final String ANY = "*";

    public Platform {
        product = OneLine.of(product);
        versionPattern = OneLine.of(versionPattern);
    }

    /**
     * Whether this names the product (case and runs of white space do not count) in that version. A
     * {@code *} at the end stands for the rest of a version, and missing parts count as 0: {@code
     * 6.*} covers 6.0, 6.5 and 6.7, and {@code 8.0.0} is 8.0. An empty pattern covers nothing,
     * since it says nothing.
     */
    public boolean covers(String product, String version) {
        // The version first, since it tells most platforms apart by its first part.
        return !versionPattern.isEmpty()
                && coversVersion(version.strip())
                && this.product.equalsIgnoreCase(OneLine.of(product));
    }

    private boolean coversVersion(String version) {
        int inPattern = 0;
        int inVersion = 0;
        while (inPattern <= versionPattern.length() || inVersion <= version.length()) {
            String expected = partAt(versionPattern, inPattern);
            inPattern += expected.length() + 1;
            if (expected.equals(ANY) && inPattern > versionPattern.length()) {
                return true;
            }
            String part = partAt(version, inVersion);
            inVersion += part.length() + 1;
            if (!expected.equals(part)) {
                return false;
            }
        }
        return true;
    }

    /** The part that starts there; past the end, one that is missing. */
    private static String partAt(String version, int start) {
        if (start > version.length()) {
            return "0";
        }
        int end = version.indexOf('.', start);
        return version.substring(start, end < 0 ? version.length() : end);
    }

    @Override
    public String toString() {
        return (product + " " + versionPattern).strip();
    }
}
