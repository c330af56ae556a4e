package org.esxsync.distribution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the mirror is if nobody says so: outside of the installation, which a new version replaces.
 *
 * @param home the installation
 */
record DefaultMirror(Path home) {

    private static final Path OF_ROOT = Path.of("/var/lib/esxsync/mirror");

    /**
     * The directory: the one of earlier versions if it is a mirror, or else one for the user's
     * data.
     *
     * @param environment gives the value of a variable, or null
     * @param user the name of the user who runs this
     */
    Path directory(UnaryOperator<@Nullable String> environment, String user) {
        if (isInside()) {
            return inside();
        }
        if (user.equals("root")) {
            return OF_ROOT;
        }
        String data = environment.apply("XDG_DATA_HOME");
        Path parent =
                // The XDG Base Directory Specification has a relative path ignored.
                data != null && data.startsWith("/")
                        ? Path.of(data)
                        : userHome(environment).resolve(".local/share");
        return parent.resolve("esxsync/mirror");
    }

    private static Path userHome(UnaryOperator<@Nullable String> environment) {
        String home = environment.apply("HOME");
        return Path.of(
                home != null && home.startsWith("/") ? home : System.getProperty("user.home"));
    }

    /** Where earlier versions kept it. */
    Path inside() {
        return home.resolve("mirror");
    }

    boolean isInside() {
        return Files.isDirectory(inside().resolve(".esxsync"));
    }
}
