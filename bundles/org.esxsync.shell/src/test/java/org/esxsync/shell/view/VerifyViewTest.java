package org.esxsync.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.Finding.Kind;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.shell.terminal.Screen;
import org.junit.jupiter.api.Test;

class VerifyViewTest {

    @Test
    void whatIsRepairedIsToldFromWhatIsOnlyMovedAway() {
        VerifyReport report =
                new VerifyReport(
                        List.of(
                                new Finding("esx-3.0.1/a", Kind.CHANGED, "other bytes", true),
                                new Finding("esx-3.0.1/b", Kind.EXTRA, "not published", true),
                                new Finding("esx-3.0.1/c", Kind.EXTRA, "not published", false),
                                new Finding("esx-3.0.1/d", Kind.WRONG_TYPE, "a link", false)),
                        7,
                        2_000,
                        Duration.ofSeconds(1));
        assertEquals(
                """
                repaired   esx-3.0.1/a: other bytes
                set aside  esx-3.0.1/b: not published
                extra      esx-3.0.1/c: not published
                wrong type esx-3.0.1/d: a link
                7 files, 2.0 kB read in 1.0 s\
                """,
                String.join("\n", new VerifyView(report).lines(Screen.plain(ZoneOffset.UTC))));
    }
}
