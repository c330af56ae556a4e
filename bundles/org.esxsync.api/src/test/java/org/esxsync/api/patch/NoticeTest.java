package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoticeTest {

    @Test
    void allThatItTellsIsOnePlainLineEach() {
        Notice notice =
                new Notice(
                        Notice.Kind.RECALL,
                        List.of(" ESXi-1\n"),
                        List.of("VMW_bootbank_x_1\u001b[31m"),
                        List.of("R-1\t"),
                        "It loses\n\tdata.");

        assertEquals(List.of("ESXi-1"), notice.recalledBulletins());
        assertEquals(List.of("VMW_bootbank_x_1 [31m"), notice.recalledVibs());
        assertEquals(List.of("R-1"), notice.resolvedRecalls());
        assertEquals("It loses data.", notice.text());
    }

    @Test
    void anEndlessTextIsCutOnceAndForAll() {
        Notice notice = info("x".repeat(1_000_000));

        assertEquals(4097, notice.text().length());
        assertEquals(notice, info(notice.text()));
    }

    private static Notice info(String text) {
        return new Notice(Notice.Kind.INFO, List.of(), List.of(), List.of(), text);
    }
}
