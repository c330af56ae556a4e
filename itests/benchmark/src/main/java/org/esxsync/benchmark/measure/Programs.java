package org.esxsync.benchmark.measure;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of this machine. */
public final class Programs {

    private Programs() {}

    /** Looks for a program where the shell does, and where administrators' programs are. */
    public static Optional<Path> find(String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether a program is on this machine. */
    public static boolean has(String name) {
        return find(name).isPresent();
    }
}
