package org.esxsync.benchmark.contenders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.esxsync.benchmark.measure.Usage;

/**
 * ESX Sync as a command: a Java for each call.
 *
 * @param distribution its directory
 * @param conf its configuration
 * @param mirror its mirror
 * @param releases what it syncs
 * @param javaOptions more options for Java
 */
public record OneShot(
        Path distribution, Conf conf, Path mirror, List<String> releases, String javaOptions)
        implements Contender {

    public static final String NAME = "ESX Sync, one-shot";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Usage sync() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sync"));
        command.addAll(releases);
        return run(command.toArray(String[]::new));
    }

    /**
     * Starts Java for next to nothing: a bare {@code releases}, with a mirror that is not there.
     */
    public Usage start() throws IOException, InterruptedException {
        return new OneShot(
                        distribution, conf, mirror.resolveSibling("none"), List.of(), javaOptions)
                .run("releases");
    }

    /** Runs any command. */
    public Usage run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(distribution, conf, mirror));
        command.addAll(Arrays.asList(arguments));
        Path work = Files.createDirectories(conf.directory().resolveSibling("output"));
        return Usage.of(command, environment(javaOptions), work);
    }

    public static List<String> command(Path distribution, Conf conf, Path mirror) {
        return List.of(
                distribution.resolve("bin/esxsync").toString(),
                "--conf",
                conf.directory().toString(),
                "--mirror",
                mirror.toString());
    }

    public static Map<String, String> environment(String javaOptions) {
        return Map.of(
                "JAVA_HOME", System.getProperty("java.home"), "ESXSYNC_JAVA_OPTS", javaOptions);
    }
}
