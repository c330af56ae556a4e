package org.esxsync.fileinstall.setup;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.esxsync.api.Secrets;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.fetch.RedactedLocation;

/**
 * A key as a bundle describes it.
 *
 * @param name the key
 * @param type as in Metatype: String, Integer, Boolean, Password …
 * @param many whether it takes several values, parted by commas
 * @param defaultValue what counts if it is not set; empty if nothing
 * @param options the values that are allowed; empty if the type says it
 * @param description what it means
 */
record DescribedKey(
        String name,
        String type,
        boolean many,
        String defaultValue,
        List<String> options,
        String description) {

    private static final Pattern REFERENCES = Pattern.compile("(?:\\s*\\$\\{[^}]+})*\\s*");
    private static final Pattern USER = Pattern.compile("//[^/]*@");
    private static final List<String> NUMBERS = List.of("Integer", "Long", "Short", "Byte");
    private static final String MASK = "***";

    DescribedKey {
        options = List.copyOf(options);
    }

    /**
     * Checks a value, unless the framework or the environment will give it.
     *
     * @param pid the configuration, for the message
     * @throws ConfigurationException if it cannot be used
     */
    void check(String pid, String value) {
        if (value.contains("${")) {
            return;
        }
        List<String> values =
                many
                        ? Arrays.stream(value.split(",")).map(String::strip).toList()
                        : List.of(value.strip());
        for (String each : values) {
            if (!each.isEmpty()) {
                checkOne(pid, each);
            }
        }
    }

    private void checkOne(String pid, String value) {
        if (!options.isEmpty() && !options.contains(value)) {
            throw refused(pid, value, "use " + String.join(", ", options));
        }
        if (NUMBERS.contains(type) && !isWithin(value, type.equals("Long") ? 63 : 31)) {
            throw refused(pid, value, "use a whole number");
        }
        if (type.equals("Boolean")
                && !List.of("true", "false").contains(value.toLowerCase(Locale.ROOT))) {
            throw refused(pid, value, "use true or false");
        }
    }

    private static boolean isWithin(String value, int bits) {
        return value.matches("[+-]?\\d{1,18}") && new BigInteger(value).bitLength() <= bits;
    }

    private ConfigurationException refused(String pid, String value, String allowed) {
        return new ConfigurationException(pid, name, shown(value), allowed);
    }

    /** Whether a value is a secret itself, and no reference to one. */
    boolean isOpenSecret(String value) {
        return type.equals("Password") && !value.isEmpty() && !REFERENCES.matcher(value).matches();
    }

    /** A value without secrets; references to them are none. */
    String shown(String value) {
        if (type.equals("Password")) {
            return isOpenSecret(value) ? MASK : value;
        }
        String masked = Secrets.mask(value);
        if (!masked.contains("://")) {
            return masked;
        }
        return masked.contains("${")
                ? USER.matcher(masked).replaceAll("//***@")
                : masked.equals(RedactedLocation.of(masked)) ? masked : RedactedLocation.of(masked);
    }
}
