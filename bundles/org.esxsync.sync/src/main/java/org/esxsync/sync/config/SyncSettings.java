package org.esxsync.sync.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.SecretReference;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.sync.match.ReleaseNames;
import org.esxsync.sync.mirror.MirrorPaths;
import org.jspecify.annotations.Nullable;

/**
 * Checked configuration.
 *
 * @param mirror the mirror's directory, or null if none is configured
 * @param releases the releases to sync when none is asked for; empty for all
 * @param parallel how many patches are downloaded at a time
 * @param durability what a power cut may cost
 * @param keep which superseded patches stay, and which patches are ignored
 * @param fit which patches hosts may refuse, and what happens to them
 * @param modes which modes files get
 * @param formerStay how long files stay after an index has left them
 * @param ledger where the ledger is
 * @param name what the mirror is called, or empty
 * @param sharesDownloads whether all nodes of the mirror download for a sync
 */
public record SyncSettings(
        @Nullable Path mirror,
        List<String> releases,
        int parallel,
        Durability durability,
        KeepPolicy keep,
        FitPolicy fit,
        ModePolicy modes,
        Duration formerStay,
        LedgerPlace ledger,
        String name,
        boolean sharesDownloads) {

    /** The PID of the engine's configuration. */
    public static final String PID = "org.esxsync.sync";

    /** The value of {@code nodes=} by which all nodes download for a sync. */
    public static final String SHARED = "shared";

    /** A .cfg file has one line for all, which arrives as one. */
    private static final Pattern COMMA = Pattern.compile(",");

    private static final String HOME = "~";

    private static final int MAX_PARALLEL = 64;
    private static final int MAX_REMOVED_HOURS = 8760;

    public SyncSettings {
        releases = List.copyOf(releases);
    }

    /**
     * @param override a mirror that takes precedence over the configured one, or null
     * @throws ConfigurationException if a value cannot be used
     */
    public static SyncSettings of(SyncConfig config, @Nullable String override) {
        int parallel = config.parallel();
        if (parallel < 1 || parallel > MAX_PARALLEL) {
            throw new ConfigurationException(
                    PID,
                    "parallel",
                    Integer.toString(parallel),
                    "use a number from 1 to " + MAX_PARALLEL);
        }
        return new SyncSettings(
                mirror(config, override),
                parts(config.releases()),
                parallel,
                durability(config.durability()),
                KeepPolicy.parse(PID, config.keep()).ignoring(parts(config.ignore())),
                FitPolicy.parse(PID, parts(config.minimum_acceptance()), config.unfit()),
                ModePolicy.parse(PID, config.executable(), config.state_group()),
                formerStay(config.removed_hours()),
                ledger(config),
                config.name().strip(),
                sharesDownloads(config));
    }

    /**
     * The defaults with the configured mirror and its ledger.
     *
     * @param override a mirror that takes precedence over the configured one, or null
     * @throws ConfigurationException if the mirror is no path, or a password is nowhere
     */
    static SyncSettings ofMirrorAlone(SyncConfig config, @Nullable String override) {
        return new SyncSettings(
                mirror(config, override),
                List.of(),
                1,
                Durability.FULL,
                KeepPolicy.parse(PID, "all"),
                FitPolicy.parse(PID, List.of("none"), "warn"),
                ModePolicy.parse(PID, "keep", ""),
                Duration.ZERO,
                ledger(config),
                "",
                false);
    }

    private static boolean sharesDownloads(SyncConfig config) {
        String nodes = config.nodes().strip();
        if (nodes.equals(SHARED) && config.ledger().isBlank()) {
            throw new ConfigurationException(
                    PID,
                    "nodes",
                    nodes,
                    "set ledger= to the database that all nodes have in common, or use single");
        }
        if (!nodes.equals(SHARED) && !nodes.equals("single")) {
            throw new ConfigurationException(PID, "nodes", nodes, "use single or shared");
        }
        return nodes.equals(SHARED);
    }

    private static LedgerPlace ledger(SyncConfig config) {
        return new LedgerPlace(
                config.ledger().strip(),
                config.ledger_read().strip(),
                config.ledger_user().strip(),
                SecretReference.resolve(
                        PID, "ledger.password", config.ledger_password(), System.getenv()));
    }

    private static Duration formerStay(int hours) {
        if (hours < 0 || hours > MAX_REMOVED_HOURS) {
            throw new ConfigurationException(
                    PID,
                    "removed.hours",
                    Integer.toString(hours),
                    "use a number from 0 to " + MAX_REMOVED_HOURS);
        }
        return Duration.ofHours(hours);
    }

    private static List<String> parts(String[] values) {
        return Arrays.stream(values)
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Durability durability(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "full" -> Durability.FULL;
            case "relaxed" -> Durability.RELAXED;
            default ->
                    throw new ConfigurationException(
                            PID, "durability", name, "use full or relaxed");
        };
    }

    /** A service has another working directory than a prompt, and no shell reads the file. */
    private static @Nullable Path mirror(SyncConfig config, @Nullable String override) {
        String mirror = config.mirror().strip();
        if (override != null || mirror.isEmpty()) {
            return absolute(override);
        }
        boolean isAtHome = mirror.equals(HOME) || mirror.startsWith(HOME + "/");
        Path path =
                path(isAtHome ? System.getProperty("user.home", "") + mirror.substring(1) : mirror);
        if (path == null || !path.isAbsolute()) {
            throw new ConfigurationException(
                    PID, "mirror", mirror, "use an absolute path, or one that begins with ~/");
        }
        return path.normalize();
    }

    private static @Nullable Path path(String mirror) {
        if (mirror.isBlank()) {
            return null;
        }
        try {
            return Path.of(mirror.strip());
        } catch (InvalidPathException e) {
            throw new ConfigurationException(PID, "mirror", mirror, "use a directory's path");
        }
    }

    private static @Nullable Path absolute(@Nullable String mirror) {
        Path path = mirror == null ? null : path(mirror);
        return path == null ? null : path.toAbsolutePath().normalize();
    }

    /**
     * The configured releases, or else all that are known.
     *
     * @throws ConfigurationException if a name fits no known release, or more than one
     */
    public SortedSet<EsxRelease> wanted(Collection<EsxRelease> known) {
        return wanted(
                known,
                problem -> {
                    throw problem;
                });
    }

    /**
     * The configured releases, or else all that are known; without those whose name fits no known
     * release, or more than one.
     *
     * @param problems is told of each of these names
     */
    public SortedSet<EsxRelease> wanted(
            Collection<EsxRelease> known, Consumer<ConfigurationException> problems) {
        SortedSet<EsxRelease> wanted = new TreeSet<>();
        if (releases.isEmpty()) {
            wanted.addAll(known);
        }
        ReleaseNames names = new ReleaseNames(known);
        for (EsxRelease each : fit.byRelease().keySet()) {
            if (!known.contains(each)) {
                problems.accept(
                        new ConfigurationException(
                                PID,
                                FitPolicy.MINIMUM,
                                each.toString(),
                                "no matcher is for this release; 'releases' lists those that are"
                                        + " known"));
            }
        }
        for (String name : releases) {
            try {
                wanted.add(names.release(name));
            } catch (UnknownReleaseException e) {
                problems.accept(
                        new ConfigurationException(
                                PID, "releases", name, String.valueOf(e.getMessage())));
            }
        }
        return wanted;
    }

    /**
     * The same, with a mirror if none is configured.
     *
     * @param fallback its directory, or null where there is no default either
     */
    public SyncSettings orMirror(@Nullable String fallback) {
        return mirror != null || fallback == null
                ? this
                : new SyncSettings(
                        absolute(fallback),
                        releases,
                        parallel,
                        durability,
                        keep,
                        fit,
                        modes,
                        formerStay,
                        ledger,
                        name,
                        sharesDownloads);
    }

    public MirrorPaths requireMirror() {
        if (mirror == null) {
            throw new ConfigurationException(
                    PID,
                    "mirror",
                    "",
                    "set mirror= in org.esxsync.sync.cfg, or give --mirror DIRECTORY");
        }
        return new MirrorPaths(mirror);
    }
}
