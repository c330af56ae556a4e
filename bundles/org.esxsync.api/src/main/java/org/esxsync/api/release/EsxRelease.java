package org.esxsync.api.release;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A product and version that hosts run, such as {@code esx-3.0.1} or {@code esxi-8.0}. Its text is
 * also the name of its directory in the mirror.
 *
 * @param product {@code esx} or {@code esxi}, in lower case
 * @param version numbers parted by dots
 */
public record EsxRelease(String product, String version) implements Comparable<EsxRelease> {

    private static final Pattern TEXT = Pattern.compile("([a-z][a-z0-9]*)-(\\d+(?:\\.\\d+)*)");
    private static final Comparator<EsxRelease> ORDER =
            Comparator.comparing(EsxRelease::product)
                    .thenComparing(EsxRelease::version, EsxRelease::compareVersions);

    /**
     * @throws IllegalArgumentException if the two do not make a release's name
     */
    public EsxRelease {
        if (!TEXT.matcher(product + "-" + version).matches()) {
            throw new IllegalArgumentException(
                    "not a release: '%s-%s'; a release is written like esx-3.0.1"
                            .formatted(product, version));
        }
    }

    /**
     * Reads a release's full name, in any case.
     *
     * @throws IllegalArgumentException if it is not written like {@code esx-3.0.1}
     */
    public static EsxRelease parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a release: '%s'; a release is written like esx-3.0.1".formatted(text));
        }
        return new EsxRelease(matcher.group(1), matcher.group(2));
    }

    /** By product, then by version as numbers. */
    @Override
    public int compareTo(EsxRelease other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return product + "-" + version;
    }

    private static int compareVersions(String left, String right) {
        String[] a = left.split("\\.");
        String[] b = right.split("\\.");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = compareNumbers(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    /** Numbers of any length, since a version comes from outside. */
    private static int compareNumbers(String left, String right) {
        return new java.math.BigInteger(left).compareTo(new java.math.BigInteger(right));
    }
}
