package org.esxsync.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class SampleShareTest {

    @Test
    void hasAPatchOf35AndOneOf41InADirectoryEach() throws IOException {
        Map<String, byte[]> files = SampleShare.files();

        assertEquals(
                Set.of("ESX350-200803214-UG.zip", "ESX410-201101201-SG.zip", "catalogue.csv"),
                files.keySet());
        try (ZipInputStream zip =
                new ZipInputStream(
                        new ByteArrayInputStream(files.get("ESX350-200803214-UG.zip")))) {
            assertEquals("ESX350-200803214-UG/README", zip.getNextEntry().getName());
        }
    }

    @Test
    void hasTheSameBytesEachTime() {
        Map<String, byte[]> again = SampleShare.files();
        SampleShare.files().forEach((name, bytes) -> assertArrayEquals(bytes, again.get(name)));
    }
}
