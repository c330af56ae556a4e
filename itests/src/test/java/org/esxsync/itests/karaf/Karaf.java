package org.esxsync.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.esxsync.itests.support.Distribution;
import org.esxsync.itests.support.Eventually;

/**
 * Karaf as its archive brings it, but for a port of its own and no way to the network. It runs in a
 * process, and commands reach it as a person's would: through its client.
 *
 * @param home its directory
 * @param port where its shell listens
 * @param process its process
 */
record Karaf(Path home, int port, Process process) implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration DEPLOYMENT = Duration.ofMinutes(1);
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final long END_SECONDS = 30;

    /** Unpacks and starts it. */
    static Karaf start(Path archive, Path directory) throws IOException, InterruptedException {
        new ProcessBuilder("tar", "xzf", archive.toString(), "--strip-components=1")
                .directory(directory.toFile())
                .inheritIO()
                .start()
                .waitFor();
        int port = freePort();
        configure(directory.resolve("etc"), port);
        Process process =
                command(directory, "bin/karaf", "daemon")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("console.txt").toFile())
                        .start();
        Karaf karaf = new Karaf(directory, port, process);
        try {
            Eventually.is("Karaf takes commands", START, karaf::isReady);
            return karaf;
        } catch (InterruptedException | RuntimeException | Error e) {
            karaf.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void configure(Path etc, int port) throws IOException {
        edit(
                etc.resolve("org.apache.karaf.shell.cfg"),
                text ->
                        text.replaceFirst("(?m)^sshPort *=.*", "sshPort = " + port)
                                .replaceFirst("(?m)^sshHost *=.*", "sshHost = 127.0.0.1"));
        edit(etc.resolve("users.properties"), text -> text.replaceAll("(?m)^#(karaf|_g_)", "$1"));
        // It would listen on two more ports.
        edit(
                etc.resolve("org.apache.karaf.features.cfg"),
                text -> text.replaceFirst("(?m)^ *management/.*\\R", ""));
        Files.writeString(
                etc.resolve("org.ops4j.pax.url.mvn.cfg"),
                """
                org.ops4j.pax.url.mvn.defaultRepositories = \\
                    ${karaf.home.uri}${karaf.default.repository}@id=system, \\
                    ${karaf.data.uri}kar@id=kar@multi
                org.ops4j.pax.url.mvn.repositories =
                org.ops4j.pax.url.mvn.localRepository = ${karaf.data}/no-repository
                """);
    }

    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private static ProcessBuilder command(Path home, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // The client keeps the server's key in the person's home.
        builder.environment().put("EXTRA_JAVA_OPTS", "-Duser.home=" + home);
        return builder;
    }

    /** Drops the archive for Karaf into its directory, and waits until it is installed. */
    void dropEsxSyncIn() throws IOException, InterruptedException {
        Files.copy(
                Distribution.home().resolveSibling("esxsync-karaf.zip"),
                deploy().resolve("esxsync-karaf.zip"));
        Eventually.is("the features are installed", DEPLOYMENT, this::hasEsxSync);
    }

    private boolean hasEsxSync() {
        return isStarted("esxsync");
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    Path etc() {
        return home.resolve("etc");
    }

    private boolean isReady() {
        return isStarted("kar");
    }

    /** By what the list says: the exit code is 0 whatever that is, and so is grep's count. */
    private boolean isStarted(String feature) {
        try {
            return client("feature:list -i").lines().stream()
                    .anyMatch(line -> line.startsWith(feature + " ") && line.contains("| Started"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Types a command, which must succeed, and returns the lines of what it prints. */
    List<String> type(String command) throws IOException, InterruptedException {
        Answer answer = client(command);
        assertEquals(0, answer.process().exitValue(), () -> command + ": " + answer.lines());
        return answer.lines();
    }

    /** Types a command, which must not succeed, and returns the lines of what it prints. */
    List<String> typeInVain(String command) throws IOException, InterruptedException {
        Answer answer = client(command);
        assertNotEquals(0, answer.process().exitValue(), () -> command + ": " + answer.lines());
        return answer.lines();
    }

    /**
     * What the client gave back.
     *
     * @param process the client, which has ended
     * @param lines what it printed
     */
    private record Answer(Process process, List<String> lines) {}

    /**
     * Presses keys in its interactive shell, and returns when the screen shows a text. It takes a
     * terminal, which Java has none of; without the program that gives one, the test is skipped.
     */
    void press(String keys, String expected) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(SCRIPT), () -> SCRIPT + " is not there");
        Path screen = Files.createTempFile(home, "screen", ".txt");
        Process terminal =
                command(
                                home,
                                SCRIPT.toString(),
                                "-qc",
                                String.join(" ", clientCommand()),
                                "/dev/null")
                        .redirectErrorStream(true)
                        .redirectOutput(screen.toFile())
                        .start();
        try (OutputStream in = terminal.getOutputStream()) {
            Eventually.is("the prompt", () -> shows(screen, "@root"));
            in.write(keys.getBytes(StandardCharsets.UTF_8));
            in.flush();
            Eventually.is(expected, () -> shows(screen, expected));
        } finally {
            terminal.destroy();
            terminal.waitFor();
        }
    }

    private static boolean shows(Path screen, String text) {
        try {
            return Files.readString(screen).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> clientCommand() {
        return List.of("bin/client", "-a", Integer.toString(port), "-u", "karaf", "-p", "karaf");
    }

    private Answer client(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(clientCommand());
        words.add("-b");
        Process client =
                command(home, words.toArray(String[]::new)).redirectErrorStream(true).start();
        try (OutputStream in = client.getOutputStream()) {
            in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        client.waitFor();
        return new Answer(client, Arrays.asList(out.split("\\R")));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
