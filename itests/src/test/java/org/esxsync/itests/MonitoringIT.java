package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.apache.felix.service.command.CommandProcessor;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.MirrorStatus;
import org.esxsync.itests.support.Gogo;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** A monitoring program sees by JMX what a person sees by {@code esx:status}. */
@InContainer
class MonitoringIT {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void theFiguresAreThoseOfStatus(
            BundleContext context,
            @Service CommandProcessor shell,
            @Service MirrorCatalogue catalogue)
            throws Exception {
        new Gogo(shell).type("esx:sync 3.0.1");
        String shown = new Gogo(shell).type("esx:status");
        restart(jmx(context));

        MirrorStatus status = catalogue.status();
        ObjectName name = name(context);
        assertEquals(status.mirror().toString(), server.getAttribute(name, "Mirror"));
        assertEquals(
                Date.from(status.lastSuccess()), server.getAttribute(name, "LastSuccess"), shown);
        assertEquals(status.patches().listed(), server.getAttribute(name, "Listed"));
        assertEquals(status.patches().published(), server.getAttribute(name, "Published"));
        assertTrue(
                shown.contains(
                        "%d listed, %d claimed, %d published, %d missing"
                                .formatted(
                                        server.getAttribute(name, "Listed"),
                                        server.getAttribute(name, "Claimed"),
                                        server.getAttribute(name, "Published"),
                                        server.getAttribute(name, "Missing"))),
                shown);
        assertTrue((long) server.getAttribute(name, "UsedBytes") > 0);
        assertEquals(
                status.sources().stream().map(source -> source.summary().name()).toList(),
                Stream.of((CompositeData[]) server.getAttribute(name, "Sources"))
                        .map(source -> source.get("name"))
                        .toList());
    }

    @Test
    void theBeanGoesWithItsBundle(BundleContext context) throws Exception {
        Bundle jmx = jmx(context);

        jmx.stop();
        boolean left = server.isRegistered(name(context));
        jmx.start();

        assertFalse(left);
        assertTrue(server.isRegistered(name(context)));
    }

    private static void restart(Bundle bundle) throws Exception {
        bundle.stop();
        bundle.start();
    }

    private static Bundle jmx(BundleContext context) {
        return List.of(context.getBundles()).stream()
                .filter(bundle -> "org.esxsync.jmx".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectName name(BundleContext context) throws Exception {
        return new ObjectName(
                "org.esxsync:type=Mirror,framework="
                        + context.getProperty(Constants.FRAMEWORK_UUID));
    }
}
