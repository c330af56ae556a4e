package org.esxsync.fetch.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.esxsync.fetch.location.Version;
import org.esxsync.fetch.location.Version.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseVersionTest {

    private static final String MODIFIED = "Thu, 29 Mar 2007 12:00:00 GMT";

    @Test
    void takesAStrongTagFirst() {
        Version version = of(Map.of("ETag", "\"a\"", "Last-Modified", MODIFIED));

        assertEquals(new Version(Kind.ETAG, "\"a\"", true), version);
        assertEquals(version, Version.parse(version.text()));
    }

    @Test
    void takesADateForStrongOnlyIfItIsAMinuteOld() {
        String later = "Thu, 29 Mar 2007 12:01:00 GMT";
        String soon = "Thu, 29 Mar 2007 12:00:59 GMT";

        assertEquals(
                new Version(Kind.DATE, MODIFIED, true),
                of(Map.of("ETag", "W/\"a\"", "Last-Modified", MODIFIED, "Date", later)));
        assertFalse(of(Map.of("Last-Modified", MODIFIED, "Date", soon)).strong());
        assertFalse(of(Map.of("Last-Modified", MODIFIED)).strong());
        assertFalse(of(Map.of("Last-Modified", "long ago", "Date", soon)).strong());
    }

    @Test
    void continuesNothingFromAServerWithoutRanges() {
        assertFalse(of(Map.of("ETag", "\"a\"", "Accept-Ranges", "none")).strong());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"a", "", "\"a\" \"b\"", "W/a"})
    void passesOverATagThatIsNone(String tag) {
        assertNull(of(Map.of("ETag", tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "etag strong \"a\"", "FOO strong x"})
    void parsesNothingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> Version.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes */100",
                "bytes 1-2",
                "lines 1-2/3",
                "bytes 1-2/9999999999999999999"
            })
    void readsNoRangeWhereNoneIs(String header) {
        assertEquals(-1, ContentRange.parse(header).start());
        assertEquals(new ContentRange(5, 9, 10), ContentRange.parse("bytes 5-9/10"));
        assertEquals(new ContentRange(5, 9, -1), ContentRange.parse("bytes 5-9/*"));
    }

    private static Version of(Map<String, String> headers) {
        return ResponseVersion.of(headers::get);
    }
}
