package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexLocationTest {

    private static final String PID = "org.esxsync.source.vi3~vmware";

    @ParameterizedTest
    @CsvSource({
        "http://site.example/vi3_patches.html, http://site.example/vi3_patches.html",
        "' HTTPS://site.example:8443/a?b=c ', HTTPS://site.example:8443/a?b=c",
        "http://site.example/a@b.html, http://site.example/a@b.html",
        "file:/srv/pages/index.html, file:/srv/pages/index.html",
        "/srv/pages/my index.html, file:///srv/pages/my%20index.html"
    })
    void takesUrlsAndPaths(String value, String location) {
        assertEquals(location, IndexLocation.parse(PID, value).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pages/index.html",
                "ftp://site.example/index.html",
                "http:index.html",
                "file:",
                "http://a b/"
            })
    void refusesAllElse(String value) {
        ConfigurationException problem =
                assertThrows(ConfigurationException.class, () -> IndexLocation.parse(PID, value));
        assertEquals(PID, problem.pid());
        assertEquals("index", problem.key());
        assertEquals(
                PID
                        + ": index="
                        + value
                        + " cannot be used; use an http, https or file URL or an absolute path,"
                        + " such as http://patches.example.com/vi3_patches.html or"
                        + " /srv/pages/index.html",
                problem.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:secret@site.example/i.html",
                "http://me:secret@old_site/i.html",
                "http://me:sec ret@site.example/i.html",
                "http://me:secret/2@site.example/i.html"
            })
    void refusesAPasswordWithoutRepeatingIt(String value) {
        ConfigurationException problem =
                assertThrows(ConfigurationException.class, () -> IndexLocation.parse(PID, value));
        assertFalse(String.valueOf(problem.getMessage()).contains("sec"), problem::getMessage);
    }
}
