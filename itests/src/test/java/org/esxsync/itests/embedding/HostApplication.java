package org.esxsync.itests.embedding;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.esxsync.itests.plugin.BundleJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/**
 * An application of somebody else: starts a framework with our bundles and one of its own, has that
 * one work, stops the framework, and prints what each step gave and what is left in the JVM.
 */
final class HostApplication {

    private static final long SERVICE_MILLIS = 30_000;
    private static final long IDLE_MILLIS = 1_000;
    private static final long POLL_MILLIS = 50;

    private static final String COMPONENT = "org.esxsync.itests.embedding.PatchesComponent";

    /** Equinox makes itself the factory of URL handlers; Felix can be told not to. */
    private static final String SETS_ITS_OWN = "org.eclipse.osgi";

    private HostApplication() {}

    /**
     * @param args the directory of the distribution's bundles, that of the configurations, the
     *     mirror, and an empty directory
     */
    public static void main(String[] args) throws Exception {
        JvmState before = JvmState.now();
        Framework framework = framework(args[1], args[2], Path.of(args[3]));
        framework.start();
        try {
            install(framework.getBundleContext(), Path.of(args[0]), Path.of(args[3]));
            UnaryOperator<String> patches = patches(framework.getBundleContext());
            System.out.println(plan(patches));
            for (String order : List.of("cancel", "sync")) {
                System.out.println(patches.apply(order));
            }
            System.out.println("heap " + liveMegabytes() + " MB");
            System.out.println("busy " + busyThreads());
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
        System.out.println("changed " + JvmState.now().differencesFrom(before));
        if (!framework.getSymbolicName().equals(SETS_ITS_OWN)) {
            // Throws if there is one already.
            URL.setURLStreamHandlerFactory(protocol -> null);
        }
        System.out.println("done");
    }

    private static Framework framework(String conf, String mirror, Path work) {
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(
                        Map.of(
                                "org.osgi.framework.storage",
                                work.resolve("cache").toString(),
                                "org.osgi.framework.system.packages.extra",
                                "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi"
                                        + ";version=2.0",
                                "org.esxsync.mirror",
                                mirror,
                                "felix.fileinstall.dir",
                                conf,
                                "felix.fileinstall.tmpdir",
                                work.resolve("deployed").toString(),
                                "felix.cm.dir",
                                work.resolve("configurations").toString(),
                                "felix.service.urlhandlers",
                                "false"));
    }

    private static void install(BundleContext context, Path bundles, Path work) throws Exception {
        List<Bundle> installed = new ArrayList<>();
        for (Path jar : jars(bundles)) {
            installed.add(context.installBundle(jar.toUri().toString()));
        }
        Path own = work.resolve("host.jar");
        ownBundle().write(own);
        installed.add(context.installBundle(own.toUri().toString()));
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    /** All but the demo and what serves the console alone. */
    private static List<Path> jars(Path bundles) throws Exception {
        try (Stream<Path> files = Files.walk(bundles, 2)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.getParent().toString().matches(".*-(demo|shell|console)"))
                    .filter(file -> !file.toString().contains("gogo"))
                    .sorted()
                    .toList();
        }
    }

    /** Its component waits for a source and a release, which come in their own time. */
    private static BundleJar ownBundle() {
        return new BundleJar(
                "org.example.host",
                "org.esxsync.api,org.esxsync.api.sync,org.esxsync.api.patch",
                """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%1$s" init="1">
                  <service><provide interface="%2$s"/></service>
                  <reference name="patchSync" interface="org.esxsync.api.sync.PatchSync" parameter="0"/>
                  <reference name="source" interface="org.esxsync.api.source.PatchSource"/>
                  <reference name="release" interface="org.esxsync.api.release.VersionMatcher"
                      target="(esx.release=esx-3.0.1)"/>
                  <implementation class="%1$s"/>
                </scr:component>
                """
                        .formatted(COMPONENT, UnaryOperator.class.getName()),
                List.of(COMPONENT, COMPONENT + "$Outcomes", COMPONENT + "$Cancelling"));
    }

    private static UnaryOperator<String> patches(BundleContext context) throws Exception {
        ServiceTracker<UnaryOperator<String>, UnaryOperator<String>> tracker =
                new ServiceTracker<>(context, UnaryOperator.class.getName(), null);
        tracker.open();
        return tracker.waitForService(SERVICE_MILLIS);
    }

    /** A service event reaches the host's component before or after the engine. */
    private static String plan(UnaryOperator<String> patches) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SERVICE_MILLIS);
        String planned = patches.apply("plan");
        while (planned.equals("planned 0") && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            planned = patches.apply("plan");
        }
        return planned;
    }

    /** The names of threads that work although there is nothing to do. */
    private static List<String> busyThreads() throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, Long> before = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            before.put(id, threads.getThreadCpuTime(id));
        }
        Thread.sleep(IDLE_MILLIS);
        long limit = TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS) / 10;
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(
                        thread ->
                                threads.getThreadCpuTime(thread.getThreadId())
                                                - before.getOrDefault(thread.getThreadId(), 0L)
                                        > limit)
                .map(ThreadInfo::getThreadName)
                .toList();
    }

    private static long liveMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }
}
