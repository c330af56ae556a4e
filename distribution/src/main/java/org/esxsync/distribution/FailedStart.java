package org.esxsync.distribution;

import java.util.List;

/**
 * Tells that it did not start. To a monitoring system that asked for a verdict this is one, too:
 * with the exit code 1 it would take a mirror that cannot be looked at for one that runs.
 */
final class FailedStart {

    private static final int UNKNOWN = 3;

    private final boolean isForMonitoring;
    private final boolean isJson;

    /**
     * @param words the arguments as they were typed
     */
    FailedStart(List<String> words) {
        isForMonitoring = words.contains("status") && words.contains("--check");
        isJson = words.contains("--json");
    }

    /**
     * Prints one line.
     *
     * @param reason why it did not start, or what is missing
     * @param exitCode for everybody but a monitoring system
     * @return the exit code
     */
    int tell(String reason, int exitCode) {
        if (!isForMonitoring) {
            System.err.println("esxsync: " + reason);
            return exitCode;
        }
        System.out.println(isJson ? json(reason) : line(reason));
        return UNKNOWN;
    }

    /** Behind a bar, figures would be expected. */
    private static String line(String reason) {
        return "ESXSYNC UNKNOWN - " + reason.replaceAll("\\s+", " ").replace('|', '/');
    }

    private static String json(String reason) {
        StringBuilder text = new StringBuilder();
        for (char c : reason.toCharArray()) {
            text.append(c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : c);
        }
        return """
        {
          "level": "unknown",
          "exitCode": %d,
          "findings": [
            {
              "level": "unknown",
              "text": "%s"
            }
          ],
          "status": null
        }\
        """
                .formatted(UNKNOWN, text);
    }
}
