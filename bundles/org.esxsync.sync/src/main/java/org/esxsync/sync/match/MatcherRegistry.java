package org.esxsync.sync.match;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.release.ReleaseClaims;
import org.esxsync.api.release.VersionMatcher;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the matchers as they come and go. Safe for many threads. */
@Component(service = {MatcherRegistry.class, ReleaseClaims.class})
public final class MatcherRegistry implements ReleaseClaims {

    private static final Logger LOG = LoggerFactory.getLogger(MatcherRegistry.class);

    private final BundleContext context;
    private final Map<ServiceReference<VersionMatcher>, VersionMatcher> services =
            new ConcurrentHashMap<>();

    @Activate
    public MatcherRegistry(BundleContext context) {
        this.context = context;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "remove")
    void add(ServiceReference<VersionMatcher> reference, VersionMatcher matcher) {
        services.put(reference, matcher);
    }

    void remove(ServiceReference<VersionMatcher> reference) {
        services.remove(reference);
    }

    /** The matchers of this moment; the highest service ranking answers for its release. */
    public MatcherSnapshot snapshot() {
        TreeMap<EsxRelease, MatcherSnapshot.Named> byRelease = new TreeMap<>();
        Map<ServiceReference<VersionMatcher>, VersionMatcher> now = new TreeMap<>(services);
        now.forEach((reference, matcher) -> put(byRelease, reference, matcher));
        return new MatcherSnapshot(
                byRelease, MatcherIdentity.of(now.keySet(), context.getBundles()));
    }

    @Override
    public Function<Patch, List<EsxRelease>> now() {
        return new PatchClaims(
                        snapshot(),
                        (release, patch, problem) ->
                                LOG.warn(
                                        "the matcher of {} cannot judge {}: {}",
                                        release,
                                        patch.id(),
                                        problem.toString()))
                ::of;
    }

    private static void put(
            Map<EsxRelease, MatcherSnapshot.Named> byRelease,
            ServiceReference<VersionMatcher> reference,
            VersionMatcher matcher) {
        Object release = reference.getProperty(VersionMatcher.RELEASE);
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return;
        }
        try {
            byRelease.put(
                    EsxRelease.parse(String.valueOf(release)),
                    new MatcherSnapshot.Named(bundle.getSymbolicName(), matcher));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{}: a matcher's property {} is {}; it must be a release such as esx-3.0.1",
                    bundle.getSymbolicName(),
                    VersionMatcher.RELEASE,
                    release);
        }
    }
}
