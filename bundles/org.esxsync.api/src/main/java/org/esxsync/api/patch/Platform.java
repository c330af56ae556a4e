package org.esxsync.api.patch;

import java.util.Arrays;
import java.util.List;
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
        return this.product.equalsIgnoreCase(OneLine.of(product))
                && !versionPattern.isEmpty()
                && covers(parts(versionPattern), parts(version));
    }

    private static boolean covers(List<String> pattern, List<String> version) {
        for (int i = 0; i < Math.max(pattern.size(), version.size()); i++) {
            String expected = partAt(pattern, i);
            if (expected.equals(ANY) && i == pattern.size() - 1) {
                return true;
            }
            if (!expected.equals(partAt(version, i))) {
                return false;
            }
        }
        return true;
    }

    private static String partAt(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "0";
    }

    private static List<String> parts(String version) {
        return Arrays.asList(version.strip().split("\\.", -1));
    }

    @Override
    public String toString() {
        return (product + " " + versionPattern).strip();
    }
}
