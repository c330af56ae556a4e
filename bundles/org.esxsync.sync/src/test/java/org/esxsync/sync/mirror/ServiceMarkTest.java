package org.esxsync.sync.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceMarkTest {

    @TempDir private Path root;

    /** Marks a mirror until its standard input ends, or it is killed. */
    static final class Holder {

        private Holder() {}

        /**
         * @param arguments the mirror's directory
         */
        public static void main(String[] arguments) throws IOException {
            try (ServiceMark mark = new ServiceMark(Clock.systemUTC())) {
                System.out.println(mark.put(new MirrorPaths(Path.of(arguments[0]))).isEmpty());
                System.in.read();
            }
        }
    }

    private MirrorPaths mirror(String name) throws IOException {
        Files.createDirectories(root.resolve(name).resolve(".esxsync"));
        return new MirrorPaths(root.resolve(name));
    }

    @Test
    void aSecondOneInThisProcessIsToldUntilTheFirstEnds() throws IOException {
        MirrorPaths mirror = mirror("a");
        try (ServiceMark first = new ServiceMark(Clock.systemUTC());
                ServiceMark second = new ServiceMark(Clock.systemUTC())) {
            assertEquals(Optional.empty(), first.put(mirror));
            assertEquals(Optional.empty(), first.put(mirror));
            assertTrue(second.put(mirror).isPresent());

            assertEquals(Optional.empty(), first.put(mirror("b")));
            assertEquals(Optional.empty(), second.put(mirror));
        }
    }

    @Test
    void aMirrorThatIsNotThereIsNotMade() {
        try (ServiceMark mark = new ServiceMark(Clock.systemUTC())) {
            assertEquals(Optional.empty(), mark.put(new MirrorPaths(root.resolve("none"))));
            assertTrue(Files.notExists(root.resolve("none")));
        }
    }

    @Test
    void anotherProcessIsNamedUntilItDies() throws Exception {
        MirrorPaths mirror = mirror("a");
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                root.resolve("a").toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (ServiceMark mark = new ServiceMark(Clock.systemUTC());
                BufferedReader out =
                        new BufferedReader(
                                new InputStreamReader(
                                        other.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("true", out.readLine());
            String told = mark.put(mirror).orElseThrow();
            assertTrue(told.startsWith("process " + other.pid() + " on "), told);

            other.destroyForcibly().onExit().join();
            assertEquals(Optional.empty(), mark.put(mirror));
        } finally {
            other.destroyForcibly();
        }
    }
}
