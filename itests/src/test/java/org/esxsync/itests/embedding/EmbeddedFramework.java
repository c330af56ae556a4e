package org.esxsync.itests.embedding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.esxsync.itests.plugin.BundleJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/** A framework in this JVM with the bundles of the distribution, and one bundle of a test. */
record EmbeddedFramework(Framework framework) {

    private static final long SERVICE_MILLIS = 30_000;

    /**
     * Starts the framework alone.
     *
     * @param conf the directory of configurations
     * @param work an empty directory
     */
    static EmbeddedFramework start(String conf, String mirror, Path work) throws Exception {
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow()
                        .newFramework(properties(conf, mirror, work));
        framework.start();
        return new EmbeddedFramework(framework);
    }

    private static Map<String, String> properties(String conf, String mirror, Path work) {
        return Map.of(
                "org.osgi.framework.storage",
                work.resolve("cache").toString(),
                "org.osgi.framework.system.packages.extra",
                "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi" + ";version=2.0",
                "org.esxsync.mirror",
                mirror,
                "felix.fileinstall.dir",
                conf,
                "felix.fileinstall.tmpdir",
                work.resolve("deployed").toString(),
                "felix.cm.dir",
                work.resolve("configurations").toString(),
                "felix.service.urlhandlers",
                "false");
    }

    /**
     * Installs the distribution's bundles and the test's, and starts them.
     *
     * @param own the bundle of the test, which is written to a file
     */
    void install(Path bundles, BundleJar own, Path file) throws Exception {
        BundleContext context = framework.getBundleContext();
        List<Bundle> installed = new ArrayList<>();
        for (Path jar : jars(bundles)) {
            installed.add(context.installBundle(jar.toUri().toString()));
        }
        own.write(file);
        installed.add(context.installBundle(file.toUri().toString()));
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

    /** The service of the test's bundle, once all that it needs is there. */
    UnaryOperator<String> service() throws InterruptedException {
        ServiceTracker<UnaryOperator<String>, UnaryOperator<String>> tracker =
                new ServiceTracker<>(
                        framework.getBundleContext(), UnaryOperator.class.getName(), null);
        tracker.open();
        return tracker.waitForService(SERVICE_MILLIS);
    }

    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }
}
