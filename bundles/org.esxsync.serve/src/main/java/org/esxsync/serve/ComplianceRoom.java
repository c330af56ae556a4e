package org.esxsync.serve;

import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.compliance.Compliance;
import org.esxsync.api.compliance.Exposures;
import org.esxsync.api.compliance.KeptHosts;
import org.esxsync.serve.hosts.HostRoom;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Asks for what judges hosts only when somebody looks at hosts, and does without it. */
@Component(service = ComplianceRoom.class)
public final class ComplianceRoom implements HostRoom {

    private final BundleContext context;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<KeptHosts> kept;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<Compliance> compliance;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<Exposures> exposures;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable ServiceReference<Advisories> advisories;

    @Activate
    public ComplianceRoom(BundleContext context) {
        this.context = context;
    }

    @Override
    public boolean isThere() {
        return kept != null && compliance != null;
    }

    @Override
    public KeptHosts kept() {
        return service(kept);
    }

    @Override
    public Compliance compliance() {
        return service(compliance);
    }

    @Override
    public Optional<Exposures> exposures() {
        return optional(exposures);
    }

    @Override
    public Optional<Advisories> advisories() {
        return optional(advisories);
    }

    private <T> Optional<T> optional(@Nullable ServiceReference<T> reference) {
        return Optional.ofNullable(reference).map(context::getService);
    }

    private <T> T service(@Nullable ServiceReference<T> reference) {
        if (reference == null) {
            throw new EsxSyncException(
                    "no bundle judges hosts any more; install org.esxsync.compliance");
        }
        return MirrorServices.service(context, reference);
    }
}
