package org.esxsync.serve.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenPathsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"mirror\": \"/srv/mirror\" }|{ \"mirror\": \".../mirror\" }",
                "check disk and rights of /srv/mirror/.esxsync; then|check disk and rights of"
                        + " .../.esxsync; then",
                "(/etc/esxsync/org.esxsync.sync.cfg)|(.../org.esxsync.sync.cfg)",
                "file:///srv/depots/index.xml: gone|.../index.xml: gone",
                "jar:file:/srv/a.zip!/index.xml|.../a.zip!.../index.xml",
                "/a/b,/c/d|.../b,.../d",
                "in /srv/|in .../"
            })
    void aPathOfThisMachineKeepsItsLastName(String text, String told) {
        assertEquals(told, HiddenPaths.in(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://depot.example/a/b.xml",
                "http://[::1]:8080/index.xml",
                "esx-3.0.1/2007-03-29-ESX-1/descriptor.xml",
                "10/100 network cards and/or others / more",
                "{ \"path\": \"vib20/net/net.vib\" }"
            })
    void whatIsNoPathOfThisMachineStays(String text) {
        assertEquals(text, HiddenPaths.in(text));
    }

    @Test
    void aLongTextTakesNoLongTime() {
        String text = "/a".repeat(500_000) + " " + "/".repeat(500_000) + " x/".repeat(500_000);

        assertTimeout(Duration.ofSeconds(10), () -> HiddenPaths.in(text));
    }
}
