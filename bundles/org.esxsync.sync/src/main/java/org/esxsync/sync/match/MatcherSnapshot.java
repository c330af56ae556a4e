package org.esxsync.sync.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.VersionMatcher;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.sync.config.SyncSettings;

/**
 * The matchers that were there at one moment, one for each release. Used by one thread.
 *
 * @param byRelease each release with its matcher
 */
public record MatcherSnapshot(SortedMap<EsxRelease, Named> byRelease) {

    /**
     * A matcher and the bundle that it comes from.
     *
     * @param bundle the bundle's symbolic name
     * @param matcher the matcher
     */
    public record Named(String bundle, VersionMatcher matcher) {}

    public MatcherSnapshot {
        byRelease = new TreeMap<>(byRelease);
    }

    public SortedSet<EsxRelease> releases() {
        return new TreeSet<>(byRelease.keySet());
    }

    /** The matcher of this release alone. */
    public MatcherSnapshot only(EsxRelease release) {
        return new MatcherSnapshot(new TreeMap<>(Map.of(release, byRelease.get(release))));
    }

    /**
     * The releases that claim a patch, in order. A matcher that throws is told to {@code broken},
     * and claims nothing any more.
     */
    public List<EsxRelease> claims(Patch patch, BiConsumer<EsxRelease, Throwable> broken) {
        List<EsxRelease> claims = new ArrayList<>();
        Iterator<Map.Entry<EsxRelease, Named>> each = byRelease.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<EsxRelease, Named> named = each.next();
            try {
                if (named.getValue().matcher().matches(patch)) {
                    claims.add(named.getKey());
                }
            } catch (RuntimeException | LinkageError e) {
                each.remove();
                broken.accept(named.getKey(), e);
            }
        }
        return claims;
    }

    /**
     * The releases meant by these names; by none of them, all.
     *
     * @throws UnknownReleaseException if a name fits no release, or more than one
     */
    public SortedSet<EsxRelease> named(List<String> names) {
        SortedSet<EsxRelease> wanted = new TreeSet<>();
        for (String name : names) {
            wanted.add(named(name));
        }
        return names.isEmpty() ? releases() : wanted;
    }

    /**
     * The configured releases, or else all.
     *
     * @throws ConfigurationException if a name fits no release, or more than one
     */
    public SortedSet<EsxRelease> wanted(SyncSettings settings) {
        List<EsxRelease> configured = settings.releasesAmong(releases());
        return configured.isEmpty() ? releases() : new TreeSet<>(configured);
    }

    /**
     * The same, but for names that fit no release, or more than one; each is told to {@code
     * problems}.
     */
    public SortedSet<EsxRelease> wanted(
            SyncSettings settings, Consumer<ConfigurationException> problems) {
        SortedSet<EsxRelease> known = releases();
        SortedSet<EsxRelease> wanted = settings.releases().isEmpty() ? known : new TreeSet<>();
        for (String name : settings.releases()) {
            try {
                wanted.add(SyncSettings.release(name, known));
            } catch (ConfigurationException e) {
                problems.accept(e);
            }
        }
        return wanted;
    }

    /**
     * The release meant by a full name or by a version that only one product has.
     *
     * @throws UnknownReleaseException if it fits no release, or more than one
     */
    public EsxRelease named(String name) {
        return named(name, releases());
    }

    /** The same among these releases. */
    public static EsxRelease named(String name, Collection<EsxRelease> known) {
        String text = name.strip();
        List<EsxRelease> fitting =
                known.stream()
                        .filter(
                                release ->
                                        release.toString().equalsIgnoreCase(text)
                                                || release.version().equals(text))
                        .toList();
        if (fitting.isEmpty()) {
            fitting = known.stream().filter(release -> release.isMeantBy(text)).toList();
        }
        if (fitting.size() != 1) {
            throw new UnknownReleaseException(name, fitting.isEmpty() ? known : fitting);
        }
        return fitting.get(0);
    }
}
