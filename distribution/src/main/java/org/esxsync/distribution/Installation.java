package org.esxsync.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/**
 * The distribution on disk.
 *
 * @param home its directory
 * @param mark the fingerprint of its jars and of this Java
 * @param options what was asked for
 */
record Installation(Path home, String mark, Options options) {

    /** The start level folder with what only the interactive shell needs. */
    private static final String CONSOLE = "7-console";

    /** The one with what is for a process that lasts; a single command starts faster without. */
    private static final String MONITORING = "6-monitoring";

    /** The one with the library of the web server. */
    private static final String SERVE = "6-serve";

    /** The one with what judges hosts and knows vulnerabilities. */
    private static final String COMPLIANCE = "6-compliance";

    private static final String CONFIGURED = "org.esxsync.{advisory,compliance}*";

    /** The one with what keeps ledgers in PostgreSQL; it is there before the engine starts. */
    private static final String POSTGRESQL = "4-postgresql";

    private static final String ENGINE = "org.esxsync.sync.cfg";

    /** The engine's key, with any value, in a file of properties. */
    private static final Pattern LEDGER =
            Pattern.compile("(?m)^[ \\t]*ledger[ \\t]*[=: \\t][ \\t]*\\S");

    private static final String SLF4J_VERSION = "2.0";

    static Installation at(Path home, Options options) throws IOException {
        return new Installation(home, Fingerprint.ofInstallation(home), options);
    }

    /** The bundles that are wanted, in the order of their start. */
    List<ShippedBundle> bundles() throws IOException {
        List<ShippedBundle> bundles = new ArrayList<>();
        for (Path folder : list(home.resolve("bundles"))) {
            if (isWanted(folder)) {
                int level = Integer.parseInt(folder.getFileName().toString().split("-")[0]);
                for (Path jar : list(folder)) {
                    bundles.add(new ShippedBundle("reference:" + jar.toUri(), level));
                }
            }
        }
        return bundles;
    }

    private boolean isWanted(Path folder) throws IOException {
        if (folder.endsWith(CONSOLE)) {
            return options.command().isEmpty();
        }
        if (folder.endsWith(SERVE)) {
            return options.isLasting() || options.isServing();
        }
        if (folder.endsWith(POSTGRESQL)) {
            return options.isCopyingLedger() || hasLedgerElsewhere();
        }
        if (folder.endsWith(COMPLIANCE)) {
            return options.isLasting()
                    || options.isServing()
                    || options.isAboutHosts()
                    || isConfigured()
                    || options.isSyncing() && mirror().mayHaveHosts();
        }
        return options.isLasting() || !folder.endsWith(MONITORING);
    }

    private ConfiguredMirror mirror() {
        return new ConfiguredMirror(options.mirror(), conf(), defaultMirror());
    }

    private Path defaultMirror() {
        return new DefaultMirror(home).directory(System::getenv, System.getProperty("user.name"));
    }

    /** Whether one of its rooms has a configuration, so that nobody says that none reads it. */
    private boolean isConfigured() throws IOException {
        Path conf = conf();
        if (conf == null || !Files.isDirectory(conf)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(conf, CONFIGURED)) {
            return files.iterator().hasNext();
        }
    }

    /** Whether the ledger is not in a file of the mirror. */
    private boolean hasLedgerElsewhere() throws IOException {
        Path conf = conf();
        Path engine = conf == null ? null : conf.resolve(ENGINE);
        return engine != null
                && Files.isRegularFile(engine)
                && LEDGER.matcher(Files.readString(engine, StandardCharsets.ISO_8859_1)).find();
    }

    /**
     * Keeps what is there of an earlier version, unless other configurations are asked for.
     *
     * @return what was done, a sentence each
     */
    List<String> takeOver() {
        return options.conf() == null && !options.demo()
                ? new FormerInstallation(home).takeOver()
                : List.of();
    }

    /** What the framework and the bundles are told. */
    Map<String, String> properties(FrameworkStorage storage) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.framework().toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "10");
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                        .map(name -> name + ";version=" + SLF4J_VERSION)
                        .collect(Collectors.joining(",")));
        properties.put("esxsync.home", home.toString());
        putPath(properties, "org.esxsync.mirror", options.mirror());
        putPath(properties, "org.esxsync.conf", conf());
        properties.putAll(options.settings());
        properties.put("org.esxsync.loudness", options.loudness().name());
        properties.put("org.esxsync.mirror.default", defaultMirror().toString());
        // Configurations are read from their files at each start, what components are once.
        // Felix would hand each bundle to other threads and wait for them.
        properties.put("felix.resolver.parallelism", "1");
        properties.put("felix.cm.pm", "memory");
        properties.put("ds.cache.metadata", "true");
        properties.put("felix.fileinstall.dir", watchedDirectories());
        properties.put("felix.fileinstall.tmpdir", storage.deployed().toString());
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.poll", "500");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        // It prints to standard output, where a program reads the result; fileinstall tells
        // instead.
        properties.put("felix.fileinstall.log.level", "0");
        properties.put("felix.fileinstall.subdir.mode", "skip");
        // Or else it would stop itself for what is optional to it, and wait for that for ever.
        properties.put("felix.fileinstall.optionalImportRefreshScope", "managed");
        // Where nothing is said, Equinox says that Gogo's shell must not read the terminal.
        properties.put("gosh.args", options.command().isEmpty() ? "" : "--nointeractive");
        if (options.isService()) {
            properties.put("org.esxsync.schedule", "needed");
        }
        if (!options.isLasting()) {
            properties.put("org.esxsync.schedule", "off");
            properties.put("org.esxsync.serve", "off");
            // A command that ends at once does not wait for the kernel to give up its watches.
            properties.put("felix.fileinstall.disableNio2", "true");
        }
        return properties;
    }

    private static void putPath(Map<String, String> properties, String key, @Nullable Path value) {
        if (value != null) {
            properties.put(key, value.toString());
        }
    }

    /** Where commands write configurations; the demo alone has none of the user's. */
    private @Nullable Path conf() {
        return options.conf() != null || options.demo() ? options.conf() : home.resolve("conf");
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
        if (!Boolean.getBoolean(ClassArchive.TRAINING)) {
            directories.add(home.resolve("deploy"));
        }
        return directories.stream().map(Path::toString).collect(Collectors.joining(","));
    }

    static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
