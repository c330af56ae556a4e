package org.esxsync.fileinstall;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .cfg} file of ours.
 *
 * @param file the file
 * @param pid the configuration, or the factory of it
 * @param name the name of a factory's configuration; empty for a single one
 */
record ConfigurationFile(File file, String pid, String name) {

    private static final Pattern FILE_NAME =
            Pattern.compile("(org\\.esxsync\\.[^~]+)(?:~(.+))?\\.cfg");

    /** References with a colon in them are for those who read the value. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+)}");

    static boolean isOne(File file) {
        return FILE_NAME.matcher(file.getName()).matches();
    }

    static ConfigurationFile of(File file) {
        Matcher matcher = FILE_NAME.matcher(file.getName());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file + " is no configuration of ESX Sync");
        }
        String name = matcher.group(2);
        return new ConfigurationFile(file, matcher.group(1), name == null ? "" : name);
    }

    /**
     * What the file sets.
     *
     * @param framework gives the value of a framework property, or null
     * @throws IOException if it cannot be read, or names a framework property that is not there
     */
    Dictionary<String, Object> properties(UnaryOperator<@Nullable String> framework)
            throws IOException {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file.toPath(), StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        for (String key : read.stringPropertyNames()) {
            properties.put(key, resolve(key, read.getProperty(key).strip(), framework));
        }
        return properties;
    }

    private String resolve(String key, String value, UnaryOperator<@Nullable String> framework)
            throws IOException {
        Matcher reference = REFERENCE.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            String property = framework.apply(reference.group(1));
            if (property == null) {
                throw new IOException(
                        "%s: %s=%s names no framework property"
                                .formatted(file.getName(), key, value));
            }
            reference.appendReplacement(resolved, Matcher.quoteReplacement(property));
        }
        return reference.appendTail(resolved).toString();
    }
}
