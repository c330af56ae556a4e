package org.esxsync.compliance.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one thing that a tool tells of. Keys count by their letters and digits alone, since
 * {@code Acceptance Level}, {@code AcceptanceLevel} and {@code acceptance_level} are one.
 */
final class Fields {

    /** The list of VIBs of an image profile is the longest. */
    private static final int LONGEST = 1 << 16;

    /** All that is ever asked for, so that others take no memory. */
    private static final Set<String> KEYS =
            Set.of(
                    "acceptancelevel",
                    "ansibledistribution",
                    "ansibledistributionbuild",
                    "ansibledistributionversion",
                    "ansiblehostname",
                    "ansibleostype",
                    "build",
                    "computername",
                    "conflicts",
                    "connectionstate",
                    "creationtime",
                    "depends",
                    "displayversion",
                    "esxversion",
                    "fullname",
                    "host",
                    "hostname",
                    "id",
                    "installdate",
                    "name",
                    "ostype",
                    "patch",
                    "product",
                    "productlineid",
                    "provides",
                    "replaces",
                    "state",
                    "statelessready",
                    "status",
                    "update",
                    "vendor",
                    "version",
                    "vibs",
                    "vmhost");

    private final Map<String, StringBuilder> values = new HashMap<>();

    static String key(String text) {
        StringBuilder key = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                key.append(c);
            } else if (c >= 'A' && c <= 'Z') {
                key.append((char) (c - 'A' + 'a'));
            }
        }
        return key.toString();
    }

    static boolean isKnown(String key) {
        return KEYS.contains(key);
    }

    /** Whether a thing is another one if the value of this key is cut. */
    static boolean isOfIdentity(String key) {
        return key.equals("name") || key.equals("version");
    }

    /** Several values of one key are one text, with commas between them. */
    void put(String key, String value) {
        if (isKnown(key) && !value.isEmpty()) {
            StringBuilder all = values.computeIfAbsent(key, each -> new StringBuilder());
            if (all.isEmpty()) {
                all.append(value);
            } else if (all.length() + value.length() <= LONGEST) {
                all.append(", ").append(value);
            }
        }
    }

    boolean has(String... keys) {
        for (String key : keys) {
            if (!values.containsKey(key)) {
                return false;
            }
        }
        return true;
    }

    /** The value without blanks around it; empty if there is none. */
    String get(String key) {
        StringBuilder value = values.get(key);
        return value == null ? "" : value.toString().strip();
    }

    String lower(String key) {
        return get(key).toLowerCase(Locale.ROOT);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    void clear() {
        values.clear();
    }
}
