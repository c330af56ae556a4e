package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Vi3CheckTest {

    private static final String PID = Vi3PatchSource.PID + "~x";

    private final Vi3Check check = new Vi3Check();

    @Test
    void takesWhatTheSourceTakes() {
        assertEquals(
                List.of(),
                check.problems(PID, Map.of("index", "/srv/index.html", "reread.days", "0")));
    }

    @Test
    void tellsEveryWrongValue() {
        assertEquals(List.of(PID + ": reread.days=-1", PID + ": index=index.html"), told("-1"));
        assertEquals(List.of(PID + ": reread.days=soon", PID + ": index=index.html"), told("soon"));
    }

    private List<String> told(String days) {
        return check.problems(PID, Map.of("index", "index.html", "reread.days", days)).stream()
                .map(problem -> problem.getMessage().replaceFirst(" cannot be used; .*", ""))
                .toList();
    }
}
