package org.esxsync.distribution;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options that are for the launcher; they may stand before or behind the command.
 *
 * @param conf the directory of configurations, or null for the distribution's own
 * @param mirror the mirror that takes precedence over the configured one, or null
 * @param demo whether to serve the demo site
 * @param loudness how much is told
 * @param logFile where the log is written, too, or null
 * @param settings framework properties that take precedence over keys of the configuration
 * @param command the command with its arguments; empty for the interactive shell
 */
record Options(
        @Nullable Path conf,
        @Nullable Path mirror,
        boolean demo,
        Loudness loudness,
        @Nullable Path logFile,
        Map<String, String> settings,
        List<String> command) {

    /** No option follows. */
    private static final String END = "--";

    private static final String DEBUG = "--debug";

    /** The options that a value follows, which people also write behind an equals sign. */
    private static final Set<String> WITH_VALUE =
            Set.of("--conf", "--mirror", "--log-file", "--bwlimit", "--proxy", "--parallel");

    /** The commands that judge hosts, ask for vulnerabilities, or know how both are configured. */
    private static final Set<String> ABOUT_HOSTS =
            Set.of("add", "compliance", "config", "cve", "hosts");

    /** What other commands have if they ask for vulnerabilities. */
    private static final Pattern VULNERABILITIES = Pattern.compile("--cve(=.*)?|--exploited");

    /** A number of KiB a second, or with a unit of 1024: bytes, KiB, MiB or GiB. */
    private static final Pattern RATE =
            Pattern.compile("(\\d{1,9})([BKMG]?)", Pattern.CASE_INSENSITIVE);

    private static final int MOST_PARALLEL = 64;

    private static final int KIB = 1024;

    /** How much is told beside results. */
    enum Loudness {
        /** Only errors; a sync that goes well says nothing. */
        QUIET,
        USUAL,
        /** Each step. */
        VERBOSE
    }

    /** The command that is no command of the shell: run until told to stop, without a console. */
    private static final List<String> SERVICE = List.of("service");

    /** Arguments that make no sense; the message says why. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message + "; try 'esxsync help'");
        }
    }

    static Options parse(String... args) throws UsageException {
        Path conf = null;
        Path mirror = null;
        boolean demo = false;
        boolean debug = false;
        Loudness loudness = Loudness.USUAL;
        Path logFile = null;
        Map<String, String> settings = new HashMap<>();
        List<String> command = new ArrayList<>();
        Set<String> given = new HashSet<>();
        Iterator<String> rest = words(args).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            if (WITH_VALUE.contains(arg) && !given.add(arg)) {
                throw new UsageException(arg + " is given twice; leave one of them out");
            }
            switch (arg) {
                case "--conf" -> conf = existing(path(arg, rest));
                case "--mirror" -> mirror = path(arg, rest);
                case "--log-file" -> logFile = path(arg, rest);
                case "-q", "--quiet" -> loudness = Loudness.QUIET;
                case "-v", "--verbose" -> loudness = Loudness.VERBOSE;
                case "--bwlimit" ->
                        settings.put("org.esxsync.fetch.bandwidth", rate(value(arg, rest)));
                case "--proxy" -> settings.put("org.esxsync.fetch.proxy", proxy(value(arg, rest)));
                case "--parallel" ->
                        settings.put("org.esxsync.sync.parallel", parallel(value(arg, rest)));
                case END -> {
                    command.add(arg);
                    rest.forEachRemaining(command::add);
                }
                case "--demo" -> demo = true;
                case DEBUG -> debug = true;
                default -> command.add(arg);
            }
        }
        if (debug && !command.isEmpty() && !command.equals(SERVICE)) {
            int end = command.indexOf(END);
            command.add(end < 0 ? command.size() : end, DEBUG);
        }
        return new Options(
                conf,
                mirror == null && demo && conf == null ? demoMirror() : mirror,
                demo,
                loudness,
                logFile,
                Map.copyOf(settings),
                List.copyOf(command));
    }

    /** Where the demo syncs to if nothing else is said: what is there may be deleted. */
    private static Path demoMirror() throws UsageException {
        String cache = System.getenv("XDG_CACHE_HOME");
        String home = System.getProperty("user.home", "");
        try {
            // As the convention says, a relative path counts as none.
            if (cache != null && Path.of(cache).isAbsolute()) {
                return Path.of(cache, "esxsync", "demo");
            }
            if (Path.of(home).isAbsolute()) {
                return Path.of(home, ".cache", "esxsync", "demo");
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw new UsageException("there is no home directory for the demo; name one with --mirror");
    }

    /** The bundle that takes it might not be asked for anything, and would not tell. */
    private static String proxy(String value) throws UsageException {
        try {
            URI proxy = new URI(value.strip());
            boolean known = "http".equalsIgnoreCase(proxy.getScheme());
            known |= "https".equalsIgnoreCase(proxy.getScheme());
            if (known
                    && proxy.getHost() != null
                    && proxy.getPort() > 0
                    && proxy.getUserInfo() == null) {
                return value;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new UsageException(
                "--proxy %s cannot be used; write http://host:port, and set proxy.user and proxy.password for the rest"
                        .formatted(value.replaceFirst("//.*@", "//***@")));
    }

    private static String parallel(String value) throws UsageException {
        boolean isNumber = value.strip().matches("\\d{1,2}");
        int number = isNumber ? Integer.parseInt(value.strip()) : 0;
        if (number < 1 || number > MOST_PARALLEL) {
            throw new UsageException(
                    "--parallel %s cannot be used; use a number from 1 to %d"
                            .formatted(value, MOST_PARALLEL));
        }
        return value.strip();
    }

    private static String rate(String value) throws UsageException {
        Matcher rate = RATE.matcher(value);
        if (!rate.matches()) {
            throw new UsageException(
                    "--bwlimit %s is no rate; use KiB a second, or such as 512K, 10M or 1G"
                            .formatted(value));
        }
        long number = Long.parseLong(rate.group(1));
        long kib =
                switch (rate.group(2).toUpperCase(Locale.ROOT)) {
                    case "B" -> (number + KIB - 1) / KIB;
                    case "M" -> number * KIB;
                    case "G" -> number * KIB * KIB;
                    default -> number;
                };
        return Long.toString(kib);
    }

    /** Parts {@code --mirror=DIR}, as people also write it. */
    private static List<String> words(String... args) {
        List<String> words = new ArrayList<>();
        boolean ended = false;
        for (String arg : args) {
            ended |= arg.equals(END);
            String[] nameAndValue = arg.split("=", 2);
            if (!ended && WITH_VALUE.contains(nameAndValue[0])) {
                words.addAll(List.of(nameAndValue));
            } else {
                words.add(arg);
            }
        }
        return words;
    }

    /** Whether to run until told to stop, with a console or without. */
    boolean isLasting() {
        return command.isEmpty() || isService();
    }

    /** Whether it is the command that serves the mirror. */
    boolean isServing() {
        return !command.isEmpty() && command.get(0).equals("serve");
    }

    /** Whether it is the command that syncs. */
    boolean isSyncing() {
        return !command.isEmpty() && command.get(0).equals("sync");
    }

    /** Whether it is the command that takes the ledger to a database. */
    boolean isCopyingLedger() {
        return !command.isEmpty() && command.get(0).equals("ledger") && command.contains("--copy");
    }

    /** Whether the command is about hosts or vulnerabilities. */
    boolean isAboutHosts() {
        return !command.isEmpty()
                && (ABOUT_HOSTS.contains(command.get(0))
                        || command.stream().anyMatch(VULNERABILITIES.asMatchPredicate()));
    }

    boolean isService() {
        return command.equals(SERVICE);
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isBlank()) {
            throw new UsageException(option + " needs a value");
        }
        return value;
    }

    private static Path path(String option, Iterator<String> rest) throws UsageException {
        String value = value(option, rest);
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException(
                    option + " " + value + " cannot be a file's name in this locale");
        }
    }

    private static Path existing(Path conf) throws UsageException {
        if (!Files.isDirectory(conf)) {
            throw new UsageException("--conf " + conf + " is no directory");
        }
        return conf;
    }
}
