package org.esxsync.api.configuration;

/**
 * Something that an administrator wrote or deployed and should put right.
 *
 * @param severity what it costs
 * @param text the place, what is wrong with it and what would be right, as one line without a
 *     secret
 */
public record ConfigurationProblem(Severity severity, String text) {

    /** What a problem costs. */
    public enum Severity {
        /** It was to be used, and cannot be. */
        UNUSABLE,
        /** Nothing uses it, so that it is probably not what was meant. */
        UNUSED
    }

    /** A value that cannot be used. */
    public static ConfigurationProblem of(ConfigurationException problem) {
        return unusable(String.valueOf(problem.getMessage()));
    }

    /** What was to be used, and cannot be. */
    public static ConfigurationProblem unusable(String text) {
        return new ConfigurationProblem(Severity.UNUSABLE, text);
    }

    /** What nothing uses. */
    public static ConfigurationProblem unused(String text) {
        return new ConfigurationProblem(Severity.UNUSED, text);
    }
}
