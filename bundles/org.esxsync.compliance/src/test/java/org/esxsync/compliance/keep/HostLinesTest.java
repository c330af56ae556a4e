package org.esxsync.compliance.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

class HostLinesTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Host HOST =
            Host.builder("esx01")
                    .release(EsxRelease.parse("esxi-7.0"))
                    .vibs(
                            List.of(
                                    new InstalledVib(
                                            "b",
                                            new VibVersion("2"),
                                            "V",
                                            List.of(VibRelation.any("c")),
                                            List.of(),
                                            List.of(),
                                            List.of())))
                    .at(AT)
                    .origin("a file: a form")
                    .build();

    private static List<Host> read(String text) throws IOException {
        List<Host> hosts = new ArrayList<>();
        HostLines.read(new StringReader(text), hosts::add);
        return hosts;
    }

    @Test
    void whatIsExportedIsReadWithItsTime() throws IOException {
        String line = HostLines.line(new KeptHost(HOST, AT));
        assertTrue(HostLines.starts(line));
        assertFalse(line.contains("\n"));
        Host other = HOST.with(host -> host.name("esx02"));
        assertEquals(
                List.of(HOST, other),
                read(line + "\n" + HostLines.line(new KeptHost(other, AT)) + "\n"));
        assertFalse(HostLines.starts("{\"hosts\": []}"));
    }

    @Test
    void whatIsNotAsItWasWrittenIsRefused() {
        String line = HostLines.line(new KeptHost(HOST, AT));
        for (String wrong :
                List.of(
                        line.substring(0, line.length() - 5),
                        line.replace("\"c\"", "[[[[[[[[[[[[1]]]]]]]]]]]]"),
                        line.replace("2026", "now"),
                        line.replace("esx01", ""),
                        line.replace("esx01", "x".repeat(20_000)),
                        line.replace(
                                "\"vibs\":[",
                                "\"vibs\":["
                                        + "{\"name\":\"b\",\"version\":\"2\"},".repeat(100_001)))) {
            assertThrows(IOException.class, () -> read(wrong));
        }
    }
}
