package org.esxsync.matcher.configured;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.VersionMatcher;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says: a patch is claimed by what it is for, or by its id.
 *
 * @param version the parts of the version pattern; empty if it does not count
 * @param id the ids to claim, or null if they do not count
 */
record MatcherRule(EsxRelease release, String product, List<String> version, @Nullable Pattern id)
        implements VersionMatcher {

    private static final String ANY = "*";
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*(\\.\\*)?");

    /**
     * @param pid names the configuration in messages
     * @throws ConfigurationException if a value cannot be used
     */
    static MatcherRule of(String pid, MatcherConfig config) {
        MatcherRule rule =
                new MatcherRule(
                        release(pid, config.release()),
                        product(pid, config.product()),
                        version(pid, config.version().strip()),
                        id(pid, config.id().strip()));
        if (rule.version.isEmpty() && rule.id == null) {
            throw new ConfigurationException(
                    pid, "version", "", "give a version pattern such as 9.1.*, or an id pattern");
        }
        return rule;
    }

    private static EsxRelease release(String pid, String release) {
        try {
            return EsxRelease.parse(release);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    pid, "release", release, "write a release like esxi-9.1");
        }
    }

    private static String product(String pid, String product) {
        if (product.isBlank()) {
            throw new ConfigurationException(
                    pid, "product", product, "name a product such as embeddedEsx");
        }
        return product.strip();
    }

    private static List<String> version(String pid, String version) {
        if (version.isEmpty()) {
            return List.of();
        }
        if (!VERSION.matcher(version).matches()) {
            throw new ConfigurationException(
                    pid, "version", version, "write numbers parted by dots, such as 9.1 or 9.1.*");
        }
        return parts(version);
    }

    private static @Nullable Pattern id(String pid, String id) {
        try {
            return id.isEmpty() ? null : Pattern.compile(id);
        } catch (PatternSyntaxException e) {
            throw new ConfigurationException(
                    pid,
                    "id",
                    id,
                    "it is no regular expression (%s at character %d)"
                            .formatted(e.getDescription(), e.getIndex() + 1));
        }
    }

    @Override
    public boolean matches(Patch patch) {
        return patch.platforms().stream().anyMatch(this::covers)
                || id != null && id.matcher(patch.id()).matches();
    }

    private boolean covers(Platform platform) {
        return !version.isEmpty()
                && !platform.versionPattern().isEmpty()
                && normal(product).equals(normal(platform.product()))
                && overlap(version, parts(platform.versionPattern()));
    }

    /** Both may be patterns: a bulletin for {@code 9.*} is also one for {@code 9.1.*}. */
    private static boolean overlap(List<String> left, List<String> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String a = partAt(left, i);
            String b = partAt(right, i);
            if (a.equals(ANY) || b.equals(ANY)) {
                return true;
            }
            if (!a.equals(b)) {
                return false;
            }
        }
        return true;
    }

    private static String partAt(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "0";
    }

    private static List<String> parts(String version) {
        return Arrays.asList(version.split("\\."));
    }

    private static String normal(String product) {
        return product.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
