package org.esxsync.matcher.configured;

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
 * @param wanted the product and the version pattern, which is empty if it does not count
 * @param id the ids to claim, or null if they do not count
 */
record MatcherRule(EsxRelease release, Platform wanted, @Nullable Pattern id)
        implements VersionMatcher {

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)*(\\.\\*)?");

    /**
     * @param pid names the configuration in messages
     * @throws ConfigurationException if a value cannot be used
     */
    static MatcherRule of(String pid, MatcherConfig config) {
        Pattern id = id(pid, config.id().strip());
        Platform wanted =
                new Platform(
                        product(pid, config.product()), version(pid, config.version().strip()));
        MatcherRule rule = new MatcherRule(release(pid, config.release()), wanted, id);
        if (rule.wanted.versionPattern().isEmpty() && rule.id == null) {
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
        return product;
    }

    private static String version(String pid, String version) {
        if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
            throw new ConfigurationException(
                    pid, "version", version, "write numbers parted by dots, such as 9.1 or 9.1.*");
        }
        return version;
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

    /** Both may be patterns: a bulletin for {@code 9.*} is also one for {@code 9.1.*}. */
    private boolean covers(Platform platform) {
        return !wanted.versionPattern().isEmpty()
                && (platform.covers(wanted.product(), wanted.versionPattern())
                        || wanted.covers(platform.product(), platform.versionPattern()));
    }
}
