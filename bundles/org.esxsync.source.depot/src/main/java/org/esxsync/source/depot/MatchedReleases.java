package org.esxsync.source.depot;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The releases that there are matchers of, and so may be in a mirror. For any thread. */
@Component(service = MatchedReleases.class)
public final class MatchedReleases {

    @Reference(
            service = VersionMatcher.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    volatile List<Map<String, Object>> matchers = List.of();

    /** Their names at this moment, in order. */
    Set<String> names() {
        return matchers.stream()
                .map(properties -> String.valueOf(properties.get(VersionMatcher.RELEASE)))
                .filter(MatchedReleases::isRelease)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isRelease(String text) {
        try {
            EsxRelease.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
