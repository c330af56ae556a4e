package org.esxsync.api.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:path}}, so that no secret stands in a
 * configuration. What was resolved is masked from then on; see {@link Secrets}. For any thread.
 */
public final class SecretReference {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    private SecretReference() {}

    /**
     * The value that a configured text stands for; one that is no reference stands for itself.
     *
     * @param pid the configuration, for the message
     * @param key for the message if there is no such variable or file
     * @param text as it is configured
     * @param environment the variables of this process
     * @throws ConfigurationException if a variable is not set or a file cannot be read
     */
    public static String resolve(
            String pid, String key, String text, Map<String, String> environment) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value =
                    matcher.group(1).equals("env")
                            ? environment.get(matcher.group(2))
                            : content(matcher.group(2));
            if (value == null) {
                throw new ConfigurationException(
                        pid, key, matcher.group(), "set that variable, or make that file readable");
            }
            Secrets.know(value);
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private static @Nullable String content(String file) {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
