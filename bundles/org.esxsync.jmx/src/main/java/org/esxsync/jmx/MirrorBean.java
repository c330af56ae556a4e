package org.esxsync.jmx;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.MirrorCatalogue;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Has the platform's MBean server show the mirror as {@code
 * org.esxsync:type=Mirror,framework=UUID}; several frameworks of one JVM tell theirs apart by the
 * framework's UUID.
 */
@Component
public final class MirrorBean {

    private final MBeanServer server;
    private final ObjectName name;

    @Activate
    public MirrorBean(BundleContext context, @Reference MirrorCatalogue catalogue) {
        this(
                ManagementFactory.getPlatformMBeanServer(),
                context.getProperty(Constants.FRAMEWORK_UUID),
                new MirrorFigures(catalogue::status, Clock.systemUTC()));
    }

    MirrorBean(MBeanServer server, String framework, MirrorFigures figures) {
        this.server = server;
        try {
            this.name = new ObjectName("org.esxsync:type=Mirror,framework=" + framework);
            server.registerMBean(figures, name);
        } catch (JMException e) {
            throw new EsxSyncException(
                    "JMX does not show the mirror of the framework %s: %s; look for a second bundle org.esxsync.jmx"
                            .formatted(framework, e),
                    e);
        }
    }

    @Deactivate
    void unregister() throws JMException {
        server.unregisterMBean(name);
    }
}
