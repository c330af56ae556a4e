package org.esxsync.matcher.configured;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatcherCheckTest {

    private static final String PID = ConfiguredMatcher.PID + "~x";

    private final MatcherCheck check = new MatcherCheck();

    @Test
    void takesWhatTheMatcherTakes() {
        assertEquals(
                List.of(), check.problems(PID, Map.of("release", "esxi-9.1", "version", "9.1.*")));
    }

    @Test
    void tellsEveryWrongValue() {
        assertEquals(
                List.of("service.ranking=high", "id=[", "product= ", "version=nine", "release=9"),
                told(
                        Map.of(
                                "release", "9",
                                "version", "nine",
                                "product", " ",
                                "id", "[",
                                "service.ranking", "high")));
        assertEquals(List.of("version="), told(Map.of("release", "esxi-9.1")));
    }

    private List<String> told(Map<String, ?> values) {
        return check.problems(PID, values).stream()
                .map(problem -> problem.getMessage().replaceFirst(" cannot be used; .*", ""))
                .map(text -> text.substring(PID.length() + 2))
                .toList();
    }
}
