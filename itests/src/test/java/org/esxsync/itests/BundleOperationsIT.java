package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.api.sync.PatchSync;
import org.esxsync.api.sync.SyncListener;
import org.esxsync.api.sync.SyncReport;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.itests.fixture.Tarball;
import org.esxsync.itests.fixture.Tree;
import org.esxsync.itests.plugin.PluginJar;
import org.esxsync.itests.support.Complaints;
import org.esxsync.itests.support.ContainerHome;
import org.esxsync.itests.support.InContainer;
import org.esxsync.itests.support.Service;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Matchers and sources come, change and go at random while syncs run. */
@InContainer
class BundleOperationsIT {

    private static final int OPERATIONS = 1000;
    private static final List<String> VERSIONS = List.of("91.0", "91.1", "91.2", "91.3", "91.4");
    private static final List<String> SOURCES = List.of("hot-a", "hot-b", "hot-c");

    /** A bundle that may or may not be there. */
    private static final class Plugin {
        private final BundleContext context;
        private final PluginJar jar;
        private Bundle bundle;

        Plugin(BundleContext context, PluginJar jar) {
            this.context = context;
            this.jar = jar;
        }

        void operate(Random random) throws Exception {
            if (bundle == null) {
                install();
                return;
            }
            switch (random.nextInt(5)) {
                case 0, 1 -> bundle.start();
                case 2 -> bundle.stop();
                case 3 -> bundle.update(jar.open());
                default -> remove();
            }
        }

        void install() throws Exception {
            bundle = context.installBundle("hot:" + jar.name(), jar.open());
        }

        void remove() throws BundleException {
            if (bundle != null) {
                bundle.uninstall();
                bundle = null;
            }
        }

        void start() throws Exception {
            if (bundle == null) {
                install();
            }
            bundle.start();
        }
    }

    @Test
    void noPatchIsLostOrFiledTwice(
            BundleContext context, @Service PatchSync sync, @Service MirrorCatalogue catalogue)
            throws Exception {
        ContainerHome home = ContainerHome.of(context);
        home.emptyMirror();
        long seed = Long.getLong("esxsync.hotdeploy.seed", System.nanoTime());
        System.out.printf("%d bundle operations with -Dhotdeploy.seed=%d%n", OPERATIONS, seed);
        List<Plugin> plugins = plugins(context, home);
        try (Complaints complaints = new Complaints(context)) {
            int syncs = operateDuringSyncs(plugins, new Random(seed), sync);
            System.out.printf("%d syncs meanwhile%n", syncs);
            for (Plugin plugin : plugins) {
                plugin.start();
            }

            SyncReport last = sync.sync(SyncRequest.of(), SyncListener.NONE);

            assertEquals(List.of(), complaints.heard());
            assertEquals(SyncReport.Status.DONE, last.status(), last::toString);
            assertTrue(syncs > 1, "syncs ran meanwhile");
            assertFiled(home.mirror(), catalogue, last);
        } finally {
            for (Plugin plugin : plugins) {
                plugin.remove();
            }
            home.emptyMirror();
        }
    }

    private static List<Plugin> plugins(BundleContext context, ContainerHome home)
            throws Exception {
        Path tarball = Files.createDirectories(home.root()).resolve("hot.tgz");
        Files.write(tarball, Tarball.of("hot").bytes());
        List<Plugin> plugins = new ArrayList<>();
        for (String version : VERSIONS) {
            plugins.add(
                    new Plugin(
                            context,
                            PluginJar.matcher("org.example.matcher." + version, version, 0)));
        }
        for (String source : SOURCES) {
            plugins.add(new Plugin(context, PluginJar.source(source, tarball, VERSIONS)));
        }
        return plugins;
    }

    private static int operateDuringSyncs(List<Plugin> plugins, Random random, PatchSync sync)
            throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> syncs =
                    thread.submit(
                            () -> {
                                int count = 0;
                                while (!done.get()) {
                                    sync.sync(SyncRequest.of(), SyncListener.NONE);
                                    count++;
                                }
                                return count;
                            });
            for (int i = 0; i < OPERATIONS && !syncs.isDone(); i++) {
                plugins.get(random.nextInt(plugins.size())).operate(random);
            }
            done.set(true);
            return syncs.get();
        } finally {
            done.set(true);
            thread.shutdown();
        }
    }

    /** Every patch stands in the one release that claims it, and nothing else stands there. */
    private static void assertFiled(Path mirror, MirrorCatalogue catalogue, SyncReport last)
            throws Exception {
        for (String version : VERSIONS) {
            EsxRelease release = EsxRelease.parse("esxi-" + version);
            Set<String> expected = new TreeSet<>();
            SOURCES.forEach(source -> expected.add(source + "-" + version));
            assertEquals(expected, Set.copyOf(Tree.names(mirror.resolve(release.toString()))));
            for (PatchSummary summary : catalogue.patches(release.toString())) {
                assertEquals(List.of(release), summary.claimedBy());
                assertEquals(List.of(release), summary.publishedIn());
            }
            assertEquals(
                    expected,
                    new TreeSet<>(
                            last.outcomes().stream()
                                    .filter(outcome -> release.equals(outcome.release()))
                                    .map(PatchOutcome::patch)
                                    .toList()));
        }
        assertEquals(
                VERSIONS.size() * SOURCES.size(),
                catalogue.patches().stream()
                        .map(PatchSummary::patch)
                        .map(Patch::source)
                        .filter(SOURCES::contains)
                        .count());
    }
}
