package org.esxsync.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The distribution on disk.
 *
 * @param home its directory
 * @param options what was asked for
 */
record Installation(Path home, Options options) {

    /** The start level folder with what only the interactive shell needs. */
    private static final String CONSOLE = "7-console";

    /** The one with what is for a process that lasts; a single command starts faster without. */
    private static final String MONITORING = "6-monitoring";

    private static final String DEPLOYED_LEVEL = "5";
    private static final String SLF4J_VERSION = "2.0";

    /**
     * Starts a framework with all bundles of the distribution, level by level: configurations are
     * read before the components that they configure start, so nothing is configured twice.
     */
    Framework start(Path cache) throws IOException, BundleException {
        Framework framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .findFirst()
                        .orElseThrow(() -> new IOException("no OSGi framework in " + home + "/lib"))
                        .newFramework(properties(cache));
        framework.init(Installation::report);
        List<Bundle> bundles = new ArrayList<>();
        for (Path folder : list(home.resolve("bundles"))) {
            if (isWanted(folder)) {
                install(folder, framework.getBundleContext(), bundles);
            }
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        framework.getBundleContext().addFrameworkListener(Installation::report);
        framework.start();
        return framework;
    }

    private boolean isWanted(Path folder) {
        return folder.endsWith(CONSOLE)
                ? options.command().isEmpty()
                : options.isLasting() || !folder.endsWith(MONITORING);
    }

    private static void install(Path folder, BundleContext context, List<Bundle> bundles)
            throws IOException, BundleException {
        int level = Integer.parseInt(folder.getFileName().toString().split("-")[0]);
        for (Path jar : list(folder)) {
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            bundles.add(bundle);
        }
    }

    private Map<String, String> properties(Path cache) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "10");
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                        .map(name -> name + ";version=" + SLF4J_VERSION)
                        .collect(Collectors.joining(",")));
        properties.put("esxsync.home", home.toString());
        putPath(properties, "org.esxsync.mirror", options.mirror());
        properties.put("felix.cm.dir", cache.resolve("configurations").toString());
        properties.put("felix.fileinstall.dir", watchedDirectories());
        properties.put("felix.fileinstall.tmpdir", cache.resolve("deployed").toString());
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.poll", "500");
        properties.put("felix.fileinstall.start.level", DEPLOYED_LEVEL);
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.log.level", "2");
        properties.put("felix.fileinstall.subdir.mode", "skip");
        if (!options.command().isEmpty()) {
            properties.put("gosh.args", "--nointeractive");
        }
        if (!options.isLasting()) {
            properties.put("org.esxsync.schedule", "off");
        }
        return properties;
    }

    private static void putPath(Map<String, String> properties, String key, @Nullable Path value) {
        if (value != null) {
            properties.put(key, value.toString());
        }
    }

    /** The demo stands in for the configured sources, unless both are asked for. */
    private String watchedDirectories() {
        List<Path> directories = new ArrayList<>();
        if (options.conf() != null) {
            directories.add(options.conf());
        } else if (!options.demo()) {
            directories.add(home.resolve("conf"));
        }
        if (options.demo()) {
            directories.add(home.resolve("demo-conf"));
        }
        directories.add(home.resolve("deploy"));
        return directories.stream().map(Path::toString).collect(Collectors.joining(","));
    }

    private static void report(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            System.err.println(
                    "esxsync: " + event.getBundle() + ": " + event.getThrowable().getMessage());
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Deletes the framework's cache, which is made anew at each start. */
    static void delete(Path cache) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
