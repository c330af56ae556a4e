package org.esxsync.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The mirror of a run, as far as the launcher can tell before anything starts: bundles that only
 * some mirrors need are left out for the others.
 *
 * @param named the mirror that is named for this run, or null
 * @param conf the directory of configurations, or null for none
 * @param otherwise the mirror if neither names one
 */
record ConfiguredMirror(@Nullable Path named, @Nullable Path conf, Path otherwise) {

    private static final String SYNC = "org.esxsync.sync.cfg";
    private static final String HOME = "~";
    private static final Path HOSTS = Path.of(".esxsync", "hosts");

    /** Whether hosts are kept in it; also where nobody can tell. */
    boolean mayHaveHosts() {
        if (named != null) {
            return hasHosts(named);
        }
        try {
            String mirror = configured();
            return mirror.isEmpty() ? hasHosts(otherwise) : hasHosts(path(mirror));
        } catch (IOException | IllegalArgumentException e) {
            // Whoever reads the configuration says what is wrong with it.
            return true;
        }
    }

    private String configured() throws IOException {
        if (conf == null || !Files.exists(conf.resolve(SYNC))) {
            return "";
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(conf.resolve(SYNC))) {
            properties.load(in);
        }
        return properties.getProperty("mirror", "").strip();
    }

    /**
     * @throws IllegalArgumentException for a value that stands for another one
     */
    private static Path path(String mirror) {
        if (mirror.contains("${")) {
            throw new IllegalArgumentException(mirror);
        }
        boolean isAtHome = mirror.equals(HOME) || mirror.startsWith(HOME + "/");
        return Path.of(
                isAtHome ? System.getProperty("user.home", "") + mirror.substring(1) : mirror);
    }

    private static boolean hasHosts(Path mirror) {
        try (DirectoryStream<Path> hosts = Files.newDirectoryStream(mirror.resolve(HOSTS))) {
            return hosts.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }
}
