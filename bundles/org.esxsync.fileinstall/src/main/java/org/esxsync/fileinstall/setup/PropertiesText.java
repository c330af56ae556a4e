package org.esxsync.fileinstall.setup;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a properties file, in which single keys are set and removed: comments, the order and
 * all other lines stay as they are.
 *
 * @param lines its lines
 */
record PropertiesText(List<String> lines) {

    private static final Pattern ENTRY =
            Pattern.compile(
                    "(\\s*)((?:\\\\.|[^\\s=:\\\\])+)(\\s*[=:]\\s*|\\s+|$)(.*)", Pattern.DOTALL);
    private static final Pattern COMMENTED = Pattern.compile("\\s*[#!]\\s*([\\w.-]+)\\s*=.*");
    private static final String SEPARATOR = " = ";

    PropertiesText {
        lines = List.copyOf(lines);
    }

    static PropertiesText of(String text) {
        return new PropertiesText(text.lines().toList());
    }

    /** The text with a key set: in its place, else below its commented default, else at the end. */
    PropertiesText with(String key, String value) {
        List<String> changed = new ArrayList<>(lines);
        int at = find(key);
        if (at >= 0) {
            Matcher entry = ENTRY.matcher(lines.get(at));
            String separator = entry.matches() && !entry.group(3).isBlank() ? entry.group(3) : "=";
            changed.subList(at, end(at)).clear();
            changed.add(
                    at,
                    escapedKey(key) + separator.stripTrailing() + gap(separator) + escaped(value));
            return new PropertiesText(changed);
        }
        int commented = findCommented(key);
        changed.add(
                commented >= 0 ? commented + 1 : changed.size(),
                escapedKey(key) + SEPARATOR + escaped(value));
        return new PropertiesText(changed);
    }

    private static String gap(String separator) {
        return separator.endsWith(" ") ? " " : "";
    }

    /** The value of a key as it is written, with its references; null if the key is not set. */
    @Nullable String value(String key) {
        int at = find(key);
        if (at < 0) {
            return null;
        }
        Properties entry = new Properties();
        try {
            entry.load(new StringReader(String.join("\n", lines.subList(at, end(at)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entry.getProperty(key);
    }

    /** The text without a key. */
    PropertiesText without(String key) {
        List<String> changed = new ArrayList<>(lines);
        for (int at = find(key); at >= 0; at = new PropertiesText(changed).find(key)) {
            changed.subList(at, new PropertiesText(changed).end(at)).clear();
        }
        return new PropertiesText(changed);
    }

    /** The last one counts for whoever reads the file. */
    private int find(String key) {
        int found = -1;
        for (int at = 0; at < lines.size(); at = end(at)) {
            Matcher entry = ENTRY.matcher(lines.get(at));
            if (!isComment(lines.get(at))
                    && entry.matches()
                    && entry.group(2).replaceAll("\\\\(.)", "$1").equals(key)) {
                found = at;
            }
        }
        return found;
    }

    private int findCommented(String key) {
        int found = -1;
        for (int at = 0; at < lines.size(); at++) {
            Matcher commented = COMMENTED.matcher(lines.get(at));
            if (commented.matches() && commented.group(1).equals(key)) {
                found = at;
            }
        }
        return found;
    }

    /** The line after an entry, which goes on behind each line that ends in a single backslash. */
    private int end(int start) {
        int end = start;
        if (!isComment(lines.get(start))) {
            while (end < lines.size() - 1 && isContinued(lines.get(end))) {
                end++;
            }
        }
        return end + 1;
    }

    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length()
                && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static boolean isComment(String line) {
        String text = line.stripLeading();
        return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
    }

    private static String escapedKey(String key) {
        return key.replaceAll("[\\\\\\s=:]", "\\\\$0");
    }

    /** The value as the file has it: a backslash twice, and a line break as what stands for it. */
    static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c < ' ' || c == 0x7f) {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
