package org.esxsync.serve.machine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * The parameters of a request, each of which is known and given once.
 *
 * @param values by name
 */
record Parameters(Map<String, String> values) {

    Parameters {
        values = Map.copyOf(values);
    }

    /**
     * Reads those of a request.
     *
     * @param known all that it may have
     * @throws IllegalArgumentException if it has another one, or one twice, or its query cannot be
     *     read
     */
    static Parameters of(Request request, Set<String> known) throws Exception {
        Map<String, String> values = new LinkedHashMap<>();
        for (Fields.Field each : Request.extractQueryParameters(request)) {
            List<String> given = each.getValues();
            if (!known.contains(each.getName())) {
                throw new IllegalArgumentException(
                        "there is no parameter '%s' here; %s"
                                .formatted(
                                        each.getName(),
                                        known.isEmpty()
                                                ? "leave it out"
                                                : "use "
                                                        + String.join(
                                                                ", ",
                                                                known.stream().sorted().toList())));
            }
            if (given.size() > 1) {
                throw new IllegalArgumentException(
                        "give %s once, and not %d times".formatted(each.getName(), given.size()));
            }
            values.put(each.getName(), each.getValue());
        }
        return new Parameters(values);
    }

    /** The text of one; empty if it is not given. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /**
     * Whether one is {@code true}.
     *
     * @throws IllegalArgumentException if it is neither that nor {@code false}
     */
    boolean flag(String name) {
        return switch (text(name)) {
            case "true" -> true;
            case "", "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "%s is true or false, and not '%s'".formatted(name, text(name)));
        };
    }
}
