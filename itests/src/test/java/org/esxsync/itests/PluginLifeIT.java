package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.ReleaseSummary;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.itests.plugin.PluginJar;
import org.esxsync.itests.support.Complaints;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.Eventually;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Bundles start in any order, are updated often, and stand in for each other. */
@InContainer
class PluginLifeIT {

    private static final String RELEASE = "esxi-9.1";
    private static final int UPDATES = 200;

    /**
     * SCR registers one in the name of a bundle whose configuration it looks for, and two if two
     * threads look at once.
     */
    private static final String LOOKED_FOR = "[org.osgi.service.cm.ManagedService]";

    private static final int ORDERS = Integer.getInteger("esxsync.hotdeploy.orders", 20);

    @Test
    void anyOrderOfStartsLeadsToTheSameState(BundleContext context) throws Exception {
        List<Bundle> bundles =
                Arrays.stream(context.getBundles())
                        .filter(each -> each.getSymbolicName().startsWith("org.esxsync."))
                        .filter(each -> each != context.getBundle())
                        .toList();
        List<String> expected = services(bundles);
        long seed = Long.getLong("esxsync.hotdeploy.seed", System.nanoTime());
        System.out.printf("%d start orders with -Dhotdeploy.seed=%d%n", ORDERS, seed);
        Random random = new Random(seed);
        try (Complaints complaints = new Complaints(context)) {
            for (int i = 0; i < ORDERS; i++) {
                for (Bundle bundle : shuffled(bundles, random)) {
                    bundle.stop();
                }
                assertEquals(List.of(), services(bundles));
                for (Bundle bundle : shuffled(bundles, random)) {
                    bundle.start();
                }
                Eventually.is(
                        "the services are " + expected, () -> services(bundles).equals(expected));
            }
            assertEquals(List.of(), complaints.heard());
        }
    }

    private static List<Bundle> shuffled(List<Bundle> bundles, Random random) {
        List<Bundle> shuffled = new ArrayList<>(bundles);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Without what differs from start to start. */
    private static List<String> services(List<Bundle> bundles) {
        Set<String> repeatable = new HashSet<>();
        return bundles.stream()
                .flatMap(
                        bundle ->
                                bundle.getRegisteredServices() == null
                                        ? Stream.empty()
                                        : Arrays.stream(bundle.getRegisteredServices()))
                .map(PluginLifeIT::describe)
                .filter(each -> !each.contains(LOOKED_FOR) || repeatable.add(each))
                .sorted()
                .toList();
    }

    private static String describe(ServiceReference<?> service) {
        return "%s %s %s %s"
                .formatted(
                        service.getBundle().getSymbolicName(),
                        Arrays.toString((String[]) service.getProperty(Constants.OBJECTCLASS)),
                        service.getProperty("esx.release"),
                        service.getProperty("component.name"));
    }

    @Test
    void updatesLeaveNoClassLoaderBehind(
            BundleContext context, @Service PatchSync sync, @Service MirrorCatalogue catalogue)
            throws Exception {
        ContainerHome.of(context).emptyMirror();
        PluginJar jar = PluginJar.matcher("org.example.updated", "9.1", 0);
        Bundle bundle = context.installBundle("updated", jar.open());
        bundle.start();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 1; i <= UPDATES; i++) {
            if (i % 50 == 0) {
                sync.sync(SyncRequest.of(RELEASE), SyncListener.NONE);
            }
            assertEquals("org.example.updated", summary(catalogue).matcher());
            loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
            bundle.update(jar.open());
        }
        bundle.uninstall();

        Eventually.is(
                "no class loader is left of " + UPDATES,
                () -> {
                    System.gc();
                    return loaders.stream().allMatch(each -> each.get() == null);
                });
    }

    @Test
    void theHigherRankingAnswersForARelease(
            BundleContext context, @Service PatchSync sync, @Service MirrorCatalogue catalogue)
            throws Exception {
        ContainerHome.of(context).emptyMirror();
        sync.sync(SyncRequest.of("8.0"), SyncListener.NONE);
        Bundle usual =
                context.installBundle(
                        "usual", PluginJar.matcher("org.example.usual", "9.1", 0).open());
        Bundle fix =
                context.installBundle(
                        "fix", PluginJar.matcher("org.example.fix", "9.1", 10).open());
        try {
            usual.start();
            assertEquals("org.example.usual", summary(catalogue).matcher());
            assertEquals(1, summary(catalogue).claimed(), "at once, without a scan");

            fix.start();
            assertEquals("org.example.fix", summary(catalogue).matcher());
            List<PatchSummary> claimed = catalogue.patches(RELEASE);
            assertEquals(List.of(EsxRelease.parse(RELEASE)), claimed.get(0).claimedBy());

            fix.stop();
            assertEquals("org.example.usual", summary(catalogue).matcher());
        } finally {
            fix.uninstall();
            usual.uninstall();
        }
    }

    private static ReleaseSummary summary(MirrorCatalogue catalogue) {
        return catalogue.releases().stream()
                .filter(each -> each.release().toString().equals(RELEASE))
                .findFirst()
                .orElseThrow();
    }
}
