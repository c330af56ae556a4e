package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
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

/** A monitoring program sees by JMX what a person sees by {@code esx:status}. */
@InContainer
class MonitoringIT {

    private static final ObjectName NAME = name();

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
        assertEquals(status.mirror().toString(), server.getAttribute(NAME, "Mirror"));
        assertEquals(
                Date.from(status.lastSuccess()), server.getAttribute(NAME, "LastSuccess"), shown);
        assertEquals(status.patches().listed(), server.getAttribute(NAME, "Listed"));
        assertEquals(status.patches().published(), server.getAttribute(NAME, "Published"));
        assertTrue(
                shown.contains(
                        "%d listed, %d claimed, %d published, %d missing"
                                .formatted(
                                        server.getAttribute(NAME, "Listed"),
                                        server.getAttribute(NAME, "Claimed"),
                                        server.getAttribute(NAME, "Published"),
                                        server.getAttribute(NAME, "Missing"))),
                shown);
        assertTrue((long) server.getAttribute(NAME, "UsedBytes") > 0);
        assertEquals(
                status.sources().stream().map(source -> source.summary().name()).toList(),
                Stream.of((CompositeData[]) server.getAttribute(NAME, "Sources"))
                        .map(source -> source.get("name"))
                        .toList());
    }

    @Test
    void theBeanGoesWithItsBundle(BundleContext context) throws Exception {
        Bundle jmx = jmx(context);

        jmx.stop();
        boolean left = server.isRegistered(NAME);
        jmx.start();

        assertFalse(left);
        assertTrue(server.isRegistered(NAME));
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

    private static ObjectName name() {
        try {
            return new ObjectName("org.esxsync:type=Mirror");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
