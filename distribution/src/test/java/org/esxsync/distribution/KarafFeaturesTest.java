package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KarafFeaturesTest {

    private static final Pattern IN_FEATURES =
            Pattern.compile("<bundle[^>]*>mvn:org\\.esxsync/([^/]+)/");
    private static final Pattern IN_POM =
            Pattern.compile("<artifactId>(org\\.esxsync\\.[^<]+)</artifactId>");

    @Test
    void everyBundleOfTheDistributionIsInAFeature() throws IOException {
        assertEquals(
                names(IN_POM, Path.of("pom.xml")),
                names(IN_FEATURES, Path.of("src/main/karaf/features.xml")));
    }

    @Test
    void everyVersionIsFilledIn() throws IOException {
        assertFalse(Files.readString(Path.of("target/karaf/features.xml")).contains("${"));
    }

    private static Set<String> names(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
