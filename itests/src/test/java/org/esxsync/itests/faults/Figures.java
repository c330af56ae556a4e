package org.esxsync.itests.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.StringJoiner;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a running service shows to monitoring, as text. */
final class Figures {

    private static final int TRIES = 600;
    private static final long POLL_MILLIS = 100;

    private Figures() {}

    /** The attributes of its beans, as soon as it has any. */
    static String of(long pid)
            throws AttachNotSupportedException, IOException, JMException, InterruptedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(
                        new JMXServiceURL(machine.startLocalManagementAgent()))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            ObjectName all = new ObjectName("org.esxsync:*");
            Set<ObjectName> beans = server.queryNames(all, null);
            for (int i = 0; beans.isEmpty() && i < TRIES; i++) {
                Thread.sleep(POLL_MILLIS);
                beans = server.queryNames(all, null);
            }
            assertTrue(!beans.isEmpty(), "the service shows no figures");
            StringJoiner text = new StringJoiner("\n");
            for (ObjectName bean : beans) {
                for (MBeanAttributeInfo each : server.getMBeanInfo(bean).getAttributes()) {
                    text.add(
                            each.getName()
                                    + " "
                                    + shown(server.getAttribute(bean, each.getName())));
                }
            }
            return text.toString();
        } finally {
            machine.detach();
        }
    }

    private static String shown(Object value) {
        if (value instanceof Object[] values) {
            return Arrays.stream(values).map(Figures::shown).toList().toString();
        }
        return value instanceof CompositeData data
                ? data.values().stream().map(Figures::shown).toList().toString()
                : String.valueOf(value);
    }
}
