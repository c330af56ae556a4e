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
     * Whether this names the product (case and runs of white space do not count) in that release. A
     * {@code *} at the end stands for the rest of a version, and missing parts count as 0: {@code
     * 6.*} covers 6.0, 6.5 and 6.7, and {@code 8.0.0} is 8.0. From version 4 on the first two parts
     * name the release and the others its update, which does not count: {@code 7.0.1} and {@code
     * 7.0.3-24449057} belong to 7.0, and so does {@code 7.0*}. An empty pattern covers nothing,
     * since it says nothing.
     */
    public boolean covers(String product, String version) {
        // The version first, since it tells most platforms apart by its first part.
        return !versionPattern.isEmpty()
                && coversVersion(version.strip())
                && this.product.equalsIgnoreCase(OneLine.of(product));
    }

    private boolean coversVersion(String version) {
        int endOfPattern = endOfRelease(versionPattern);
        int endOfVersion = endOfRelease(version);
        int inPattern = 0;
        int inVersion = 0;
        while (inPattern <= endOfPattern || inVersion <= endOfVersion) {
            String expected = partAt(versionPattern, inPattern, endOfPattern);
            inPattern += expected.length() + 1;
            if (expected.equals(ANY) && inPattern > endOfPattern) {
                return true;
            }
            String part = partAt(version, inVersion, endOfVersion);
            inVersion += part.length() + 1;
            if (!expected.equals(part)) {
                return false;
            }
        }
        return true;
    }

    /** The part that starts there; past the end, one that is missing. */
    private static String partAt(String version, int start, int stop) {
        if (start > stop) {
            return "0";
        }
        int end = version.indexOf('.', start);
        return version.substring(start, end < 0 || end > stop ? stop : end);
    }

    /** Where the version's update begins, or the end if it has none. */
    private static int endOfRelease(String version) {
        int minor = version.indexOf('.') + 1;
        if (minor == 0 || !isFourOrLater(version, minor - 1) || version.startsWith(ANY, minor)) {
            return version.length();
        }
        int end = minor;
        while (end < version.length() && isDigit(version.charAt(end))) {
            end++;
        }
        boolean updateFollows =
                end > minor && end < version.length() && ".-*".indexOf(version.charAt(end)) >= 0;
        return updateFollows ? end : version.length();
    }

    private static boolean isFourOrLater(String version, int end) {
        for (int i = 0; i < end; i++) {
            if (!isDigit(version.charAt(i))) {
                return false;
            }
        }
        return end > 1 || end == 1 && version.charAt(0) >= '4';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return (product + " " + versionPattern).strip();
    }
}
