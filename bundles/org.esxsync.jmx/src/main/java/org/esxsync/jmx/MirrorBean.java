package org.esxsync.jmx;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import javax.management.InstanceAlreadyExistsException;
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
 * Has the platform's MBean server show the mirror as {@code org.esxsync:type=Mirror}, which a
 * monitoring system can name after each start. If another framework of this JVM has that name, the
 * framework's UUID is in it, too.
 */
@Component
public final class MirrorBean {

    private static final String NAME = "org.esxsync:type=Mirror";

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
        DescribedBean bean = new DescribedBean(figures);
        try {
            this.name = register(bean, framework);
        } catch (JMException e) {
            throw new EsxSyncException(
                    "JMX does not show the mirror of the framework %s: %s; look for a second bundle org.esxsync.jmx"
                            .formatted(framework, e),
                    e);
        }
    }

    private ObjectName register(DescribedBean bean, String framework) throws JMException {
        try {
            return server.registerMBean(bean, new ObjectName(NAME)).getObjectName();
        } catch (InstanceAlreadyExistsException e) {
            ObjectName own = new ObjectName(NAME + ",framework=" + framework);
            return server.registerMBean(bean, own).getObjectName();
        }
    }

    @Deactivate
    void unregister() throws JMException {
        server.unregisterMBean(name);
    }
}
