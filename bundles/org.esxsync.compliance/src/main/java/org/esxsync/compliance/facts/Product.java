package org.esxsync.compliance.facts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.release.EsxRelease;

/**
 * A product and its version, as hosts and tools name them.
 *
 * @param release the release that they belong to
 * @param version the version with its update, such as {@code 7.0.3}
 */
public record Product(EsxRelease release, String version) {

    private static final Pattern VERSION =
            Pattern.compile("(\\d{1,2})\\.(\\d{1,2})(?:\\.(\\d{1,2}))?(?:[.-].*)?");

    /** From 5.0 on there is ESXi alone, and 9.0 calls itself ESX. */
    private static final int ONE_PRODUCT = 5;

    /** From 7.0 on the third number of a version is the update. */
    private static final int UPDATE_IN_VERSION = 7;

    /**
     * @param name such as {@code VMware ESXi} or {@code VMware ESX Server}
     * @param version such as {@code 7.0.3}
     * @param update the number of the update where a tool tells it apart; empty if not
     */
    public static Optional<Product> of(String name, String version, String update) {
        String plain = name.toLowerCase(Locale.ROOT);
        Matcher parts = VERSION.matcher(version.strip());
        if (!plain.contains("esx") || !parts.matches()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(parts.group(1));
        boolean isEsxi =
                major >= ONE_PRODUCT
                        || plain.contains("esxi")
                        || plain.contains("embeddedesx")
                        || plain.contains("server 3i");
        int minor = Integer.parseInt(parts.group(2));
        String third = parts.group(3) == null ? "" : "." + Integer.parseInt(parts.group(3));
        if (major >= UPDATE_IN_VERSION && third.isEmpty() && !update.isEmpty()) {
            third = "." + update;
        }
        boolean isOldest = major == 3 && minor == 0;
        String release = major + "." + minor + (isOldest ? third.isEmpty() ? ".0" : third : "");
        return Optional.of(
                new Product(
                        new EsxRelease(isEsxi ? "esxi" : "esx", release),
                        major + "." + minor + third));
    }
}
