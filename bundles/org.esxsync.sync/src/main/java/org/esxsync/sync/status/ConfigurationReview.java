package org.esxsync.sync.status;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.ConfigurationProblem.Severity;
import org.esxsync.api.configuration.DeploymentProblems;

/**
 * What is wrong with all configurations together.
 *
 * @param problems each as who reads the configuration tells it
 */
record ConfigurationReview(List<ConfigurationProblem> problems) {

    /**
     * Asks everybody who reads one; who fails has a defect, which is a problem, too.
     *
     * @param checks know which values can be used
     * @param deployed know what is wrong beside the values
     */
    static ConfigurationReview of(
            ConfiguredValues values,
            Collection<ConfigurationCheck> checks,
            Collection<DeploymentProblems> deployed) {
        List<ConfigurationProblem> found = new ArrayList<>();
        for (ConfigurationCheck each : checks) {
            found.addAll(
                    asked(
                            each,
                            () ->
                                    values.problems(each).stream()
                                            .map(ConfigurationProblem::of)
                                            .toList()));
        }
        for (DeploymentProblems each : deployed) {
            found.addAll(asked(each, each::problems));
        }
        return new ConfigurationReview(List.copyOf(found));
    }

    private static List<ConfigurationProblem> asked(
            Object reader, Callable<List<ConfigurationProblem>> question) {
        try {
            return question.call();
        } catch (Exception | LinkageError e) {
            return List.of(
                    ConfigurationProblem.unusable(
                            "a configuration cannot be checked; defect in %s: %s"
                                    .formatted(reader.getClass().getName(), e)));
        }
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
