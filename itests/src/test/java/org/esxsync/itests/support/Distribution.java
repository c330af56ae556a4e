package org.esxsync.itests.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The built distribution. */
public final class Distribution {

    private Distribution() {}

    /** Its directory, as {@code mvn package} leaves it beside this module. */
    public static Path home() {
        Path home = Path.of("../distribution/target/esxsync").toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("bundles"))) {
            throw new IllegalStateException(home + " is no distribution; 'mvn package' makes it");
        }
        return home;
    }

    /** The one of its bundles whose file's name begins so. */
    public static Path bundle(String start) throws IOException {
        try (Stream<Path> files = Files.walk(home().resolve("bundles"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
