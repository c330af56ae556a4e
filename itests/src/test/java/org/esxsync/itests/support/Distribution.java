package org.esxsync.itests.support;

import java.nio.file.Files;
import java.nio.file.Path;

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
}
