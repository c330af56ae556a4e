package org.esxsync.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void structuresAreIndented() {
        assertEquals(
                """
                {
                  "patches": [
                    1,
                    [],
                    {},
                    null,
                    true,
                    "x"
                  ]
                }\
                """,
                JsonText.of(
                        Map.of("patches", Arrays.asList(1, List.of(), Map.of(), null, true, "x"))));
    }

    @Test
    void onlyHarmlessAsciiComesOut() {
        assertEquals(
                "\"\\\"\\\\\\n\\t\\u001b[31m\\u009b \\u00e9 \\ud83d\\ude00\"",
                JsonText.of("\"\\\n\t\u001b[31m\u009b é 😀"));
    }
}
