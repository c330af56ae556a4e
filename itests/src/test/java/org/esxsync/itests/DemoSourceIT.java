package org.esxsync.itests;

import java.util.Collection;
import java.util.Optional;
import org.esxsync.api.source.PatchSource;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.InContainer;
import org.esxsync.source.testkit.PatchSourceContract;
import org.junit.jupiter.api.BeforeEach;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The demo's site keeps to what every source does. */
@InContainer
class DemoSourceIT extends PatchSourceContract {

    private static final String FILTER = "(service.pid=*~demo-site)";

    private BundleContext context;

    @BeforeEach
    void waitForTheDemo(BundleContext inside) throws Exception {
        context = inside;
        Eventually.is("the demo's site is a source", () -> !references().isEmpty());
    }

    @Override
    protected PatchSource source() {
        return context.getService(references().iterator().next());
    }

    @Override
    protected Optional<PatchSource> missing() {
        return Optional.empty();
    }

    private Collection<ServiceReference<PatchSource>> references() {
        try {
            return context.getServiceReferences(PatchSource.class, FILTER);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
