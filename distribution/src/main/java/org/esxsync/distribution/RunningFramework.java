package org.esxsync.distribution;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The framework with the bundles of the distribution. */
final class RunningFramework implements AutoCloseable {

    private static final long END_SECONDS = 10;

    private final Framework framework;
    private final FrameworkStorage storage;
    private final @Nullable String mark;

    private RunningFramework(Framework framework, FrameworkStorage storage, @Nullable String mark) {
        this.framework = framework;
        this.storage = storage;
        this.mark = mark;
    }

    /**
     * Starts all bundles, level by level: configurations are read before the components that they
     * configure start, so nothing is configured twice.
     *
     * <p>A shell or service always installs them anew, since a person at a shell can change what is
     * installed, and it lasts anyway. What serves needs other bundles than the other commands.
     */
    static RunningFramework start(Installation installation, FrameworkStorage storage)
            throws IOException, BundleException {
        boolean lasts = installation.options().isLasting() || installation.options().isServing();
        boolean kept = storage.takeMark(installation.mark()) && !lasts;
        if (!kept) {
            storage.clear();
        }
        List<ShippedBundle> bundles = installation.bundles();
        Framework framework = open(installation.properties(storage));
        if (kept) {
            uninstallDeployed(bundles, framework.getBundleContext());
            installMissing(bundles, framework.getBundleContext());
        } else {
            install(bundles, framework.getBundleContext());
        }
        framework.getBundleContext().addFrameworkListener(RunningFramework::report);
        framework.start();
        SqliteLibrary.provide(framework.getBundleContext(), storage.libraries());
        return new RunningFramework(framework, storage, lasts ? null : installation.mark());
    }

    private static Framework open(Map<String, String> properties)
            throws IOException, BundleException {
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow(() -> new IOException("no OSGi framework in lib/"))
                        .newFramework(properties);
        framework.init(RunningFramework::report);
        return framework;
    }

    /** The command before may not have wanted all that this one wants. */
    private static void installMissing(List<ShippedBundle> shipped, BundleContext context)
            throws BundleException {
        install(
                shipped.stream()
                        .filter(bundle -> context.getBundle(bundle.location()) == null)
                        .toList(),
                context);
    }

    /** What was deployed at an earlier start may be gone, or not be wanted now. */
    private static void uninstallDeployed(List<ShippedBundle> shipped, BundleContext context)
            throws BundleException {
        Set<String> locations =
                shipped.stream().map(ShippedBundle::location).collect(Collectors.toSet());
        locations.add(Constants.SYSTEM_BUNDLE_LOCATION);
        for (Bundle bundle : context.getBundles()) {
            if (!locations.contains(bundle.getLocation())) {
                bundle.uninstall();
            }
        }
    }

    private static void install(List<ShippedBundle> shipped, BundleContext context)
            throws BundleException {
        String version = Launcher.class.getPackage().getImplementationVersion();
        for (Bundle bundle : LeftOverBundles.beside(version).installWithout(shipped, context)) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    void waitForStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** Ends what still works in the bundles; a signal may have interrupted this thread. */
    @Override
    public void close() throws IOException, BundleException, InterruptedException {
        Thread.interrupted();
        if (end(framework) && mark != null) {
            storage.putMark(mark);
        }
    }

    private static boolean end(Framework framework) throws BundleException, InterruptedException {
        framework.stop();
        FrameworkEvent end = framework.waitForStop(TimeUnit.SECONDS.toMillis(END_SECONDS));
        return end.getType() == FrameworkEvent.STOPPED;
    }

    private static void report(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            System.err.println(
                    "esxsync: " + event.getBundle() + ": " + event.getThrowable().getMessage());
        }
    }
}
