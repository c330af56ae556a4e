package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailedStartTest {

    private final PrintStream standardOutput = System.out;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void catchStreams() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBackStreams() {
        System.setOut(standardOutput);
        System.setErr(standardError);
    }

    @Test
    void aPersonIsToldOnStandardError() {
        assertEquals(1, new FailedStart(List.of("status")).tell("a | b", 1));
        assertEquals(64, new FailedStart(List.of("sync")).tell("c", 64));

        assertEquals("esxsync: a | b\nesxsync: c\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void monitoringGetsAVerdict() {
        FailedStart check =
                new FailedStart(List.of("--mirror", "m", "status", "--max-age=36h", "--check"));

        assertEquals(3, check.tell("no\nspace | left", 1));

        assertEquals("ESXSYNC UNKNOWN - no space / left\n", out.toString(StandardCharsets.UTF_8));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aProgramGetsItAsJson() {
        FailedStart check = new FailedStart(List.of("status", "--json", "--check"));

        assertEquals(3, check.tell("a \"b\"", 1));

        String json = out.toString(StandardCharsets.UTF_8);
        assertTrue(json.contains("\"text\": \"a \\u0022b\\u0022\""), json);
    }
}
