package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text format of Prometheus, version 0.0.4, and takes nothing that its documentation does
 * not allow; and of the rules that {@code promtool check metrics} has for names those that can be
 * broken here.
 */
final class MetricsGrammar {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HELP =
            Pattern.compile("# HELP (" + NAME + ") ((?:[^\\\\]|\\\\[\\\\n])+)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(.*)})? ([^ ]+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\\\\\"\n]|\\\\[\\\\\"n])*)\"(,|$)");
    private static final Pattern OTHER_UNITS =
            Pattern.compile(
                    ".*_(milliseconds|minutes|hours|days|kilobytes|megabytes|ms|kb|mb)(_.*)?");

    private final Map<String, Double> samples = new TreeMap<>();
    private final Set<String> known = new HashSet<>();
    private @Nullable String name;
    private @Nullable String type;

    private MetricsGrammar() {}

    /** The value of each sample, by its name with its labels as they are written. */
    static Map<String, Double> read(String text) {
        MetricsGrammar grammar = new MetricsGrammar();
        assertTrue(text.endsWith("\n"), "the last line ends, too");
        text.lines().forEach(grammar::line);
        return grammar.samples;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher typed = TYPE.matcher(line);
        if (help.matches()) {
            name = help.group(1);
            type = null;
            assertTrue(known.add(help.group(1)), () -> line + ": all samples of a name together");
            assertTrue(!OTHER_UNITS.matcher(line).matches(), () -> line + ": seconds and bytes");
        } else if (typed.matches()) {
            assertEquals(name, typed.group(1), () -> line + ": behind its help");
            type = typed.group(2);
            assertEquals(
                    "counter".equals(type),
                    typed.group(1).endsWith("_total"),
                    () -> line + ": name");
        } else {
            sample(line);
        }
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), line);
        assertEquals(name, sample.group(1), () -> line + ": behind its help");
        assertTrue(type != null, () -> line + ": it has a type");
        labels(sample.group(2), line);
        double value = Double.parseDouble(sample.group(3));
        assertTrue("gauge".equals(type) || value >= 0, line);
        String series = line.substring(0, line.lastIndexOf(' '));
        assertEquals(null, samples.put(series, value), () -> line + ": once");
    }

    private static void labels(@Nullable String labels, String line) {
        if (labels == null) {
            return;
        }
        Set<String> names = new HashSet<>();
        Matcher label = LABEL.matcher(labels);
        int at = 0;
        while (at < labels.length()) {
            assertTrue(label.find(at) && label.start() == at, line);
            assertTrue(names.add(label.group(1)), () -> line + ": each label once");
            assertTrue(!label.group(1).startsWith("__"), line);
            at = label.end();
        }
    }
}
