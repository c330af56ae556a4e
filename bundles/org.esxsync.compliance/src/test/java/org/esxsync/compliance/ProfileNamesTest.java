package org.esxsync.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.esxsync.api.compliance.Host;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What image profiles and versions tell of a host by their names alone. */
class ProfileNamesTest {

    private static Host read(String text) {
        return new InventoryReader()
                .read("input", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .hosts()
                .get(0);
    }

    private static String summary(Host host) {
        return "%s %s %s".formatted(host.release(), host.version(), host.build());
    }

    @ParameterizedTest
    @CsvSource({
        "ESXi-8.0b-21203435-standard,esxi-8.0 8.0 21203435",
        "ESXi-8.0sb-21203431-standard,esxi-8.0 8.0 21203431",
        "ESXi-7.0U3w-24784741-standard,esxi-7.0 7.0.3 24784741",
        "ESXi-8.0U3sd-24585300-no-tools,esxi-8.0 8.0.3 24585300",
        "ESXi-6.7.0-20201103001-standard,esxi-6.7 6.7.0 null",
        "ESXi-6.5.0-20200104001s-standard,esxi-6.5 6.5.0 null",
        "ESXi-5.5.0-1623387-standard,esxi-5.5 5.5.0 1623387",
        "ESX-9.0.0-0.24755229-standard,esxi-9.0 9.0.0 24755229",
        "ESX-9.0.0.0-24755229-standard,esxi-9.0 9.0.0 24755229"
    })
    void anImageProfileTellsItsRelease(String profile, String told) {
        String text = "%s\n   Name: %s\n   Creation Time: 2024-09-25T10:50:12\n";
        assertEquals(told, summary(read(text.formatted(profile, profile))));
    }

    @ParameterizedTest
    @CsvSource({
        "VMware ESX 9.0.0 build-24755229,esxi-9.0 9.0.0 24755229",
        "VMware ESX 9.0.0 GA,esxi-9.0 9.0.0 null",
        "VMware ESX 4.1.0 build-348481,esx-4.1 4.1.0 348481"
    })
    void esxOfTodayIsEsxi(String line, String told) {
        assertEquals(told, summary(read(line + "\n")));
    }
}
