package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.ManyBulletins;
import org.esxsync.itests.support.Distribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.Framework;
import org.slf4j.LoggerFactory;
import org.slf4j.jul.JULServiceProvider;

/**
 * Judges thousands of hosts by thousands of bulletins in a running framework, and tells the time.
 */
class ManyHostsIT {

    private static final String HEAP = "-Xmx256m";

    /** A process that hangs must end; no machine is so slow. */
    private static final long MOST_MINUTES = 10;

    /** The aim is two seconds; a machine may be slow, but not this slow. */
    private static final long MOST_CPU_MILLIS = 30_000;

    private static final Pattern JUDGED =
            Pattern.compile(
                    "judged (\\d+) hosts by (\\d+) bulletins, 0 wrongly: \\d+ ms, (\\d+) ms of CPU;"
                            + " .*");

    @TempDir Path directory;

    @Test
    void someAreJudgedRightly() throws Exception {
        judged(20, 500);
    }

    @Test
    @Tag("long")
    void fiveThousandFitIntoASmallHeap() throws Exception {
        judged(5000, 10_000);
    }

    private void judged(int hosts, int bulletins) throws Exception {
        Path index = ManyBulletins.write(directory.resolve("depot"), bulletins);
        List<String> lines = run(new Conf(directory.resolve("conf")).depot("many", index), hosts);
        assertEquals(4, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("listed "), lines::toString);
        for (String line : lines.subList(1, 3)) {
            Matcher judged = JUDGED.matcher(line);
            assertTrue(judged.matches(), lines::toString);
            assertEquals(String.valueOf(hosts), judged.group(1));
            assertEquals(String.valueOf(bulletins), judged.group(2));
            assertTrue(Long.parseLong(judged.group(3)) < MOST_CPU_MILLIS, line);
        }
        assertEquals("done", lines.get(3));
    }

    private List<String> run(Conf conf, int hosts) throws Exception {
        Path out = directory.resolve("out");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                HEAP,
                                "-cp",
                                classPath(),
                                "org.esxsync.itests.embedding.ManyHostsApplication",
                                Distribution.home().resolve("bundles").toString(),
                                conf.toString(),
                                directory.resolve("mirror").toString(),
                                Files.createDirectories(directory.resolve("work")).toString(),
                                String.valueOf(hosts))
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES), "it does not end");
            String told = Files.readString(out, StandardCharsets.UTF_8);
            System.out.println(told);
            assertEquals(0, process.exitValue(), told);
            return told.lines().filter(line -> line.matches("(listed|judged|done).*")).toList();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The framework and the logging, and nothing of the product. */
    private static String classPath() {
        return Stream.of(
                        ManyHostsIT.class,
                        Framework.class,
                        LoggerFactory.class,
                        JULServiceProvider.class)
                .map(each -> each.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
    }
}
