package org.esxsync.sync.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.ConfigurationProblem.Severity;
import org.esxsync.api.configuration.ConfigurationProblems;

/**
 * What is wrong with all configurations together.
 *
 * @param problems each as who reads the configuration tells it
 */
record ConfigurationReview(List<ConfigurationProblem> problems) {

    /** Asks everybody who reads one; who fails has a defect, which is a problem, too. */
    static ConfigurationReview of(Collection<ConfigurationProblems> readers) {
        List<ConfigurationProblem> found = new ArrayList<>();
        for (ConfigurationProblems reader : readers) {
            try {
                found.addAll(reader.problems());
            } catch (RuntimeException | LinkageError e) {
                found.add(
                        ConfigurationProblem.unusable(
                                "a configuration cannot be checked; defect in %s: %s"
                                        .formatted(reader.getClass().getName(), e)));
            }
        }
        return new ConfigurationReview(List.copyOf(found));
    }

    /** What was to be used and cannot be, each as one line. */
    List<String> unusable() {
        return texts(Severity.UNUSABLE);
    }

    /** What nothing uses, each as one line. */
    List<String> unused() {
        return texts(Severity.UNUSED);
    }

    private List<String> texts(Severity severity) {
        return problems.stream()
                .filter(each -> each.severity() == severity)
                .map(ConfigurationProblem::text)
                .distinct()
                .sorted()
                .toList();
    }
}
