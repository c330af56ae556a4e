package org.esxsync.room.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class files in one directory and below.
 *
 * @param byPackage how many top-level classes each package has
 * @param uses which class uses which
 */
record RoomClasses(Map<String, Long> byPackage, List<Use> uses) {

    private static final Pattern JDEPS_LINE = Pattern.compile("^ +(\\S+) +-> (\\S+) .*");

    static RoomClasses in(Path directory) throws IOException {
        return new RoomClasses(byPackage(directory), uses(directory));
    }

    private static Map<String, Long> byPackage(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(RoomClasses::isTopLevelClass)
                    .collect(
                            Collectors.groupingBy(
                                    file -> directory.relativize(file.getParent()).toString(),
                                    Collectors.counting()));
        }
    }

    private static boolean isTopLevelClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".class") && !name.contains("$") && !name.contains("-");
    }

    private static List<Use> uses(Path directory) {
        StringWriter lines = new StringWriter();
        PrintWriter out = new PrintWriter(lines);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int exit = jdeps.run(out, out, "-verbose:class", "-filter:none", directory.toString());
        if (exit != 0) {
            throw new IllegalStateException("jdeps ended with " + exit + ": " + lines);
        }
        return lines.toString()
                .lines()
                .map(JDEPS_LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Use(line.group(1), line.group(2)))
                .toList();
    }

    /** Such as {@code 3 packages, 17 classes in the largest}. */
    String size() {
        long largest = Collections.max(byPackage.values());
        return "%d %s, %d %s in the largest"
                .formatted(
                        byPackage.size(),
                        byPackage.size() == 1 ? "package" : "packages",
                        largest,
                        largest == 1 ? "class" : "classes");
    }

    List<Circle> circlesOfPackages() {
        return new Dependencies(uses, Use::packageOf).circles();
    }

    /** A nested class counts as part of its top-level class. */
    List<Circle> circlesOfClasses() {
        return new Dependencies(uses, Use::topLevelOf).circles();
    }
}
