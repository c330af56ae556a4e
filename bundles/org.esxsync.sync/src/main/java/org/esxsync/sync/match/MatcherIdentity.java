package org.esxsync.sync.match;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.api.release.VersionMatcher;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Tells whether matchers are those of an earlier time, and whether they and all who work with their
 * answers run the same code: no bundle has come, gone or been updated, and no matcher has another
 * configuration, which its service shows as properties.
 */
final class MatcherIdentity {

    /** They differ from start to start. */
    private static final Set<String> NUMBERS =
            Set.of(Constants.SERVICE_ID, Constants.SERVICE_BUNDLEID, "component.id");

    /** By this property Declarative Services tell that they registered a service. */
    private static final String COMPONENT = "component.name";

    private MatcherIdentity() {}

    /**
     * @param matchers in the order of their ranking
     * @param bundles all that are installed
     * @return null if a matcher does not tell what its answers rest on
     */
    static @Nullable String of(
            Collection<ServiceReference<VersionMatcher>> matchers, Bundle... bundles) {
        List<String> lines = new ArrayList<>();
        for (ServiceReference<VersionMatcher> each : matchers) {
            if (each.getProperty(COMPONENT) == null
                    && each.getProperty(VersionMatcher.RULE) == null) {
                return null;
            }
            lines.add(matcher(each));
        }
        Set<String> code = new TreeSet<>();
        for (Bundle each : bundles) {
            code.add(bundle(each));
        }
        lines.addAll(code);
        return String.join("\n", lines);
    }

    private static String bundle(Bundle bundle) {
        return bundle.getSymbolicName()
                + ' '
                + bundle.getVersion()
                + ' '
                + bundle.getLastModified()
                + ' '
                + bundle.getLocation();
    }

    private static String matcher(ServiceReference<VersionMatcher> reference) {
        StringBuilder text = new StringBuilder();
        Bundle bundle = reference.getBundle();
        text.append(bundle == null ? "gone" : bundle(bundle));
        for (String key : new TreeSet<>(List.of(reference.getPropertyKeys()))) {
            if (!NUMBERS.contains(key)) {
                text.append('\n').append(key).append('=').append(text(reference.getProperty(key)));
            }
        }
        return text.toString();
    }

    /** A value that cannot tell what it is never looks the same, which is safe. */
    private static String text(Object value) {
        if (!value.getClass().isArray()) {
            return value.toString();
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            parts.add(text(Array.get(value, i)));
        }
        return parts.toString();
    }
}
