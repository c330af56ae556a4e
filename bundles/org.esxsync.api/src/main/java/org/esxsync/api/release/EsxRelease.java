package org.esxsync.api.release;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A product and version that hosts run, such as {@code esx-3.0.1} or {@code esxi-8.0}. Its text is
 * also the name of its directory in the mirror; so {@code esx-4.0} and {@code esx-4.0.0} are two
 * values, though {@link #isMeantBy} lets a person name one by the other.
 *
 * @param product {@code esx} or {@code esxi}, in lower case
 * @param version numbers parted by dots, without leading zeros
 */
public record EsxRelease(String product, String version) implements Comparable<EsxRelease> {

    private static final String NUMBER = "(?:0|[1-9]\\d{0,8})";
    private static final Pattern TEXT =
            Pattern.compile("([a-z][a-z0-9]*)-(%1$s(?:\\.%1$s)*)".formatted(NUMBER));
    private static final Comparator<EsxRelease> ORDER =
            Comparator.comparing(EsxRelease::product)
                    .thenComparing(release -> numbers(release.version), Arrays::compare);

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

    /**
     * Whether a person means this release by a text: its full name or its version alone, in any
     * case. Missing parts count as 0, so that {@code 4.0.0} means {@code esx-4.0}.
     */
    public boolean isMeantBy(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        String name = wanted.startsWith(product + "-") ? wanted : product + "-" + wanted;
        return TEXT.matcher(name).matches()
                && withoutTrailingZeros(name).equals(withoutTrailingZeros(toString()));
    }

    private static String withoutTrailingZeros(String name) {
        return name.replaceAll("(\\.0)+$", "");
    }

    /** By product, then by version as numbers. */
    @Override
    public int compareTo(EsxRelease other) {
        return version.equals(other.version) && product.equals(other.product)
                ? 0
                : ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return product + "-" + version;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }
}
