package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.esxsync.itests.support.Distribution;
import org.junit.jupiter.api.Test;

/** Each jar of others that is shipped has its licence with it. */
class LicencesIT {

    private static final Path LICENCES = Distribution.home().resolve("licenses");
    private static final Path KARAF = Distribution.home().resolveSibling("esxsync-karaf.zip");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` .*\\| (\\S+) \\|$");

    /** Only who builds the product with the profile equinox has it. */
    private static final String EQUINOX = "org.eclipse.osgi";

    private static final String FELIX = "org.apache.felix.framework";

    @Test
    void everyBundledJarHasALicenceAndNothingElseHasOne() throws IOException {
        Set<String> shipped = new TreeSet<>();
        for (Path jar : jars()) {
            addOthers(jar.getFileName().toString(), Files.newInputStream(jar), shipped);
        }
        if (shipped.remove(EQUINOX)) {
            shipped.add(FELIX);
        }
        assertEquals(shipped, names(rows()));
    }

    @Test
    void everyTextIsThere() throws IOException {
        for (MatchResult row : rows()) {
            String text = row.group(2).replace("`", "");
            assertTrue(text.equals("none") || Files.size(LICENCES.resolve(text)) > 0, text);
        }
    }

    @Test
    void theArchiveForKarafHasThemToo() throws IOException {
        Set<String> shipped = new TreeSet<>();
        Set<String> entries = addOthers("org.esxsync", Files.newInputStream(KARAF), shipped);
        assertTrue(names(rows()).containsAll(shipped), shipped::toString);
        assertTrue(
                entries.containsAll(List.of("LICENSE", "NOTICE", "licenses/README.md")),
                entries::toString);
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(Distribution.home())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.startsWith(Distribution.home().resolve("var")))
                    .toList();
        }
    }

    /** Adds the jar's name without its version, or where it is ours those of the jars within. */
    private static Set<String> addOthers(String jar, InputStream content, Set<String> others)
            throws IOException {
        String name = jar.replaceFirst("^.*/", "").replaceFirst("(-\\d.*)?\\.jar$", "");
        Set<String> entries = new TreeSet<>();
        if (!name.startsWith("org.esxsync") && !name.equals("distribution")) {
            others.add(name);
            return entries;
        }
        ZipInputStream zip = new ZipInputStream(content);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            entries.add(entry.getName());
            if (entry.getName().endsWith(".jar")) {
                addOthers(entry.getName(), zip, others);
            }
        }
        return entries;
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(LICENCES.resolve("README.md"))).results().toList();
    }

    private static Set<String> names(List<MatchResult> rows) {
        return rows.stream()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
