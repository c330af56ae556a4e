package org.esxsync.itests.embedding;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.esxsync.itests.plugin.BundleJar;

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
        Path work = Path.of(args[3]);
        EmbeddedFramework framework = EmbeddedFramework.start(args[1], args[2], work);
        try {
            framework.install(Path.of(args[0]), ownBundle(), work.resolve("host.jar"));
            UnaryOperator<String> patches = framework.service();
            System.out.println(plan(patches));
            for (String order : List.of("cancel", "sync")) {
                System.out.println(patches.apply(order));
            }
            System.out.println("heap " + liveMegabytes() + " MB");
            System.out.println("busy " + busyThreads());
        } finally {
            framework.stop();
        }
        System.out.println("changed " + JvmState.now().differencesFrom(before));
        if (!framework.framework().getSymbolicName().equals(SETS_ITS_OWN)) {
            // Throws if there is one already.
            URL.setURLStreamHandlerFactory(protocol -> null);
        }
        System.out.println("done");
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
