package org.esxsync.api;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The passwords and tokens that this process has resolved, and where the administrator lets them be
 * sent. Whatever is shown, logged or recorded passes {@link #mask}: servers put a token into
 * redirects, and repeat it in their answers. For any thread.
 *
 * <p>A reference to a secret, such as <code>${env:TOKEN}</code>, stands percent-encoded in URLs
 * until they are sent.
 */
public final class Secrets {

    /** A shorter one would hide parts of many words, and is none. */
    private static final int SHORTEST = 4;

    private static final int LONGEST = 1024;

    /** A shorter one may be a word of a document, which must not be altered. */
    private static final int SHORTEST_IN_DOCUMENTS = 12;

    private static final String MASK = "***";

    private static final Pattern REFERENCE = Pattern.compile("\\$%7[Bb](.+?)%7[Dd]");

    /** Each known value and what it looks like in text, the longest first: it may hold others. */
    private static final Map<String, Pattern> KNOWN =
            new ConcurrentSkipListMap<>(
                    Comparator.comparingInt(String::length)
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()));

    private static final Set<String> PERMITTED = ConcurrentHashMap.newKeySet();

    private Secrets() {}

    /** Takes note of a secret that was resolved. */
    public static void know(String value) {
        String secret = value.strip();
        if (secret.length() >= SHORTEST && secret.length() <= LONGEST) {
            KNOWN.computeIfAbsent(secret, Secrets::appearance);
        }
    }

    /** Any of its characters may be percent-encoded. */
    private static Pattern appearance(String secret) {
        StringBuilder pattern = new StringBuilder();
        secret.codePoints()
                .mapToObj(Character::toString)
                .forEach(
                        character ->
                                pattern.append("(?:")
                                        .append(Pattern.quote(character))
                                        .append("|(?i:")
                                        .append(encoded(character))
                                        .append("))"));
        return Pattern.compile(pattern.toString());
    }

    private static String encoded(String character) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : character.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(each & 0xff));
        }
        return encoded.toString();
    }

    /** A text with a mask in place of each secret. */
    public static String mask(String text) {
        String masked = text;
        for (Map.Entry<String, Pattern> secret : KNOWN.entrySet()) {
            if (masked.length() >= secret.getKey().length()) {
                masked = secret.getValue().matcher(masked).replaceAll(MASK);
            }
        }
        return masked;
    }

    /** Whether a text holds a secret. */
    public static boolean isIn(String text) {
        return KNOWN.values().stream().anyMatch(secret -> secret.matcher(text).find());
    }

    /**
     * Puts asterisks in place of the characters of each secret in a document. Only a secret of 12
     * characters or more is looked for: the name of a patch may hold a shorter one.
     *
     * @param length how many of the bytes count
     */
    public static void mask(byte[] document, int length) {
        for (String secret : inDocuments()) {
            byte[] value = secret.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at <= length - value.length; at++) {
                if (document[at] == value[0]
                        && Arrays.equals(document, at, at + value.length, value, 0, value.length)) {
                    Arrays.fill(document, at, at + value.length, (byte) '*');
                }
            }
        }
    }

    private static List<String> inDocuments() {
        return KNOWN.keySet().stream()
                .filter(secret -> secret.length() >= SHORTEST_IN_DOCUMENTS)
                .toList();
    }

    /** The most bytes that a secret has which is masked in documents; 0 if there is none. */
    public static int longest() {
        return inDocuments().stream()
                .mapToInt(secret -> secret.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
    }

    /**
     * Lets the secrets to which a URL refers be sent to its host, since the administrator has
     * written it. What documents refer to is never sent.
     */
    public static void permit(URI location) {
        references(location).forEach(reference -> PERMITTED.add(permission(location, reference)));
    }

    /**
     * Whether a reference may be resolved for a URL.
     *
     * @param reference as <code>${env:TOKEN}</code>
     */
    public static boolean isPermitted(URI location, String reference) {
        return PERMITTED.contains(permission(location, reference));
    }

    /** The secrets to which a URL refers, each as <code>${env:TOKEN}</code>. */
    private static List<String> references(URI location) {
        List<String> references = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(location.toString());
        while (matcher.find()) {
            references.add(URLDecoder.decode(matcher.group(), StandardCharsets.UTF_8));
        }
        return references;
    }

    private static String permission(URI location, String reference) {
        String host = "%s://%s".formatted(location.getScheme(), location.getRawAuthority());
        return host.toLowerCase(Locale.ROOT) + " " + reference;
    }
}
