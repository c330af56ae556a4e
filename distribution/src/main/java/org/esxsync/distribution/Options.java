package org.esxsync.distribution;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that are for the launcher; they may stand before or behind the command.
 *
 * @param conf the directory of configurations, or null for the distribution's own
 * @param mirror the mirror that takes precedence over the configured one, or null
 * @param demo whether to serve the demo site
 * @param command the command with its arguments; empty for the interactive shell
 */
record Options(@Nullable Path conf, @Nullable Path mirror, boolean demo, List<String> command) {

    private static final String DEBUG = "--debug";

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
        List<String> command = new ArrayList<>();
        Iterator<String> rest = words(args).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            switch (arg) {
                case "--conf" -> conf = existing(directory(arg, rest));
                case "--mirror" -> mirror = directory(arg, rest);
                case "--demo" -> demo = true;
                case DEBUG -> debug = true;
                default -> command.add(arg);
            }
        }
        if (debug && !command.isEmpty() && !command.equals(SERVICE)) {
            command.add(DEBUG);
        }
        return new Options(conf, mirror, demo, command);
    }

    /** Parts {@code --mirror=DIR}, as people also write it. */
    private static List<String> words(String... args) {
        List<String> words = new ArrayList<>();
        for (String arg : args) {
            if (arg.startsWith("--conf=") || arg.startsWith("--mirror=")) {
                words.addAll(List.of(arg.split("=", 2)));
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

    boolean isService() {
        return command.equals(SERVICE);
    }

    private static Path directory(String option, Iterator<String> rest) throws UsageException {
        String value = rest.hasNext() ? rest.next() : "";
        if (value.isBlank()) {
            throw new UsageException(option + " needs a directory");
        }
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
