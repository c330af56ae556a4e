package org.esxsync.distribution;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that come before the command.
 *
 * @param conf the directory of configurations, or null for the distribution's own
 * @param mirror the mirror that wins over the configured one, or null
 * @param demo whether to serve the demo site
 * @param command the command with its arguments; empty for the interactive shell
 */
record Options(@Nullable Path conf, @Nullable Path mirror, boolean demo, List<String> command) {

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
        List<String> command = new ArrayList<>();
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext() && command.isEmpty()) {
            String arg = rest.next();
            switch (arg) {
                case "--conf" -> conf = directory(arg, rest);
                case "--mirror" -> mirror = directory(arg, rest);
                case "--demo" -> demo = true;
                default -> command.add(arg);
            }
        }
        rest.forEachRemaining(command::add);
        return new Options(conf, mirror, demo, command);
    }

    private static Path directory(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a directory");
        }
        String value = rest.next();
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException(option + " " + value + " is no directory");
        }
    }
}
