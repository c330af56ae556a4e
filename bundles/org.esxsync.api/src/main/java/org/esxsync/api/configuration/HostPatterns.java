package org.esxsync.api.configuration;

import java.util.List;
import java.util.Locale;

/**
 * Hosts as an administrator names them, read alike in every configuration.
 *
 * <ul>
 *   <li>{@code host.example} is that host alone;
 *   <li>{@code *.domain.example} and {@code .domain.example} are the host of that name and all
 *       whose names end in it;
 *   <li>{@code *} is every host.
 * </ul>
 *
 * <p>Case does not count. For any thread.
 *
 * @param patterns one pattern each
 */
public record HostPatterns(List<String> patterns) {

    public HostPatterns {
        patterns = patterns.stream().map(HostPatterns::plain).toList();
    }

    /**
     * Reads one key of a configuration.
     *
     * @param lines patterns, several of them in a line with commas between them
     */
    public static HostPatterns of(String... lines) {
        return new HostPatterns(TypedConfiguration.list(lines));
    }

    /** Whether any pattern stands for a host. */
    public boolean match(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        return pattern.equals("*")
                || pattern.equals(name)
                || pattern.startsWith(".")
                        && (name.endsWith(pattern) || name.equals(pattern.substring(1)));
    }

    private static String plain(String pattern) {
        String lower = pattern.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("*.") ? lower.substring(1) : lower;
    }
}
