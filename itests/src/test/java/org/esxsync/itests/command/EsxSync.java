package org.esxsync.itests.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.esxsync.itests.support.Distribution;

/**
 * The command of the distribution, with the Java that runs the tests.
 *
 * @param home the distribution
 * @param scratch an empty directory for its temporary files and its output
 * @param javaOptions more options for Java
 * @param environment more variables
 */
public record EsxSync(
        Path home, Path scratch, List<String> javaOptions, Map<String, String> environment) {

    public EsxSync(Path scratch, List<String> javaOptions, Map<String, String> environment) {
        this(Distribution.home(), scratch, javaOptions, environment);
    }

    public EsxSync(Path scratch, String... javaOptions) {
        this(scratch, List.of(javaOptions), Map.of());
    }

    /** Runs it to its end. */
    public Run run(Object... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** Starts it; each argument is passed on as text. */
    public RunningCommand start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/esxsync").toString());
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().put("ESXSYNC_JAVA_OPTS", options());
        return new RunningCommand(builder.start(), out, err);
    }

    private String options() throws IOException {
        return "-Djava.io.tmpdir=%s %s"
                .formatted(Files.createDirectories(temporary()), String.join(" ", javaOptions));
    }

    /** Where the command puts its temporary files. */
    public Path temporary() {
        return scratch.resolve("tmp");
    }
}
