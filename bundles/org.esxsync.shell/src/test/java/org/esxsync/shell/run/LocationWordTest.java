package org.esxsync.shell.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationWordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/none",
                "./a.zip",
                "https://x.example/",
                "C:\\bundles",
                "pom.xml",
                ".",
                "a/8.0"
            })
    void aPathOrUrlIsAPlace(String word) {
        assertTrue(LocationWord.isOne(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"esxi-8.0", "3.0.1", "8", "ESX-3.0.1", "esxy"})
    void aReleaseIsNone(String word) {
        assertFalse(LocationWord.isOne(word));
    }
}
