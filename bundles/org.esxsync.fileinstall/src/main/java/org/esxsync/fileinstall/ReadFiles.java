package org.esxsync.fileinstall;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.DeploymentProblems;
import org.osgi.framework.Bundle;

/**
 * Knows what was read of each configuration file, and what is wrong with it. Which keys are known
 * depends on the bundles that are installed at the moment of the question. For any thread.
 */
final class ReadFiles implements DeploymentProblems {

    /**
     * @param error why it could not be read; empty if it was
     * @param keys those that it sets
     */
    private record Reading(ConfigurationFile file, String error, List<String> keys) {}

    private final Map<File, Reading> readings = new ConcurrentHashMap<>();
    private final Supplier<Bundle[]> bundles;

    /**
     * @param bundles gives those that are installed
     */
    ReadFiles(Supplier<Bundle[]> bundles) {
        this.bundles = bundles;
    }

    /** Takes note of a file that was read. */
    void read(ConfigurationFile file, Collection<String> keys) {
        readings.put(file.file(), new Reading(file, "", List.copyOf(keys)));
    }

    /** Takes note of a file that could not be read. */
    void failed(ConfigurationFile file, String error) {
        readings.put(file.file(), new Reading(file, error, List.of()));
    }

    /** Forgets a file that was deleted. */
    void forget(File file) {
        readings.remove(file);
    }

    @Override
    public List<ConfigurationProblem> problems() {
        return readings.keySet().stream()
                .sorted()
                .flatMap(file -> problems(file).stream())
                .toList();
    }

    /** What is wrong with one file. */
    List<ConfigurationProblem> problems(File file) {
        Reading reading = readings.get(file);
        if (reading == null) {
            return List.of();
        }
        return reading.error().isEmpty()
                ? unread(reading)
                : List.of(
                        ConfigurationProblem.unusable(
                                reading.error() + "; the file is ignored until it is changed"));
    }

    private List<ConfigurationProblem> unread(Reading reading) {
        String pid = reading.file().pid();
        List<Bundle> readers = DeclaredKeys.readers(pid, bundles.get());
        if (readers.isEmpty()) {
            return List.of(
                    ConfigurationProblem.unused(
                            reading.file().file()
                                    + ": no installed bundle reads it; check its name"));
        }
        try {
            return unknown(reading, DeclaredKeys.of(pid, readers));
        } catch (IOException e) {
            return List.of(
                    ConfigurationProblem.unusable(
                            "%s: its keys cannot be checked: %s"
                                    .formatted(reading.file().file(), e.getMessage())));
        }
    }

    private static List<ConfigurationProblem> unknown(Reading reading, SortedSet<String> keys) {
        List<String> unknown = new ArrayList<>(reading.keys());
        unknown.removeAll(keys);
        return keys.isEmpty() || unknown.isEmpty()
                ? List.of()
                : List.of(
                        ConfigurationProblem.unused(
                                "%s: unknown key %s; the keys are %s"
                                        .formatted(
                                                reading.file().file(),
                                                String.join(", ", unknown),
                                                String.join(", ", keys))));
    }
}
