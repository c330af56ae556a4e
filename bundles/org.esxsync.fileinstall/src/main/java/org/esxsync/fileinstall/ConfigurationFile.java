package org.esxsync.fileinstall;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.PlainReason;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .cfg} file of ours, or one with a tilde in its name: a plug-in of others has these, too.
 * Karaf's shell writes a dash in place of the tilde, and none of our PIDs has one.
 *
 * @param file the file
 * @param pid the configuration, or the factory of it
 * @param name the name of a factory's configuration; empty for a single one
 */
public record ConfigurationFile(File file, String pid, String name) {

    private static final Pattern FILE_NAME =
            Pattern.compile(
                    "(org\\.esxsync\\.[^~-]+|[^~]+(?=~))(?:[~-](.+))?\\.cfg", Pattern.DOTALL);

    /** References with a colon in them are for those who read the value. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+)}");

    private static final Pattern COMMENT = Pattern.compile("\\s*[#!]");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    private static final String KNOWN_ESCAPES = "\\:=#! u";

    /** Whether a file is one, as its name tells. */
    public static boolean isOne(File file) {
        return FILE_NAME.matcher(file.getName()).matches();
    }

    /**
     * Reads the name of a file.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ConfigurationFile of(File file) {
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
    public Dictionary<String, Object> properties(UnaryOperator<@Nullable String> framework)
            throws IOException {
        return properties(text(), framework);
    }

    /**
     * What the file would set if it held a text.
     *
     * @throws IOException as for {@link #properties(UnaryOperator)}
     */
    public Dictionary<String, Object> properties(
            String text, UnaryOperator<@Nullable String> framework) throws IOException {
        if (text.indexOf('\0') >= 0) {
            throw new IOException(file + ": it has a NUL byte; save it as plain text");
        }
        refuseLostBackslashes(text);
        Properties read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        for (String key : read.stringPropertyNames()) {
            properties.put(key, resolve(key, read.getProperty(key).strip(), framework));
        }
        return properties;
    }

    private String text() throws IOException {
        try {
            return Files.readString(file.toPath());
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": it is not UTF-8; save it as UTF-8", e);
        } catch (IOException e) {
            throw new IOException(
                    "%s: it cannot be read: %s; check its owner and rights"
                            .formatted(file, PlainReason.of(e)),
                    e);
        }
    }

    /** A properties file drops a single backslash silently, and a path or pattern is another. */
    private void refuseLostBackslashes(String text) throws IOException {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher escape = ESCAPE.matcher(lines.get(i));
            while (!COMMENT.matcher(lines.get(i)).lookingAt() && escape.find()) {
                if (!KNOWN_ESCAPES.contains(escape.group(1))) {
                    throw new IOException(
                            "%s, line %d: '\\%s' would lose its backslash; write it twice"
                                    .formatted(file.getName(), i + 1, escape.group(1)));
                }
            }
        }
    }

    private String resolve(String key, String value, UnaryOperator<@Nullable String> framework)
            throws IOException {
        Matcher reference = REFERENCE.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            String property = framework.apply(reference.group(1));
            if (property == null) {
                throw new IOException(
                        "%s: %s=%s names a framework property that is not set"
                                .formatted(file.getName(), key, value));
            }
            reference.appendReplacement(resolved, Matcher.quoteReplacement(property));
        }
        return reference.appendTail(resolved).toString();
    }
}
