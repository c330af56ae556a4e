package org.esxsync.sync.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.patch.Classification;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.junit.jupiter.api.Test;

class RecallsTest {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LATER = FIRST.plusSeconds(1);

    private record Word(Patch patch, Instant at) {}

    private final List<Word> words = new ArrayList<>();

    private Recalls recalls() {
        return Recalls.of(
                consumer -> words.forEach(each -> consumer.accept(each.patch(), each.at())));
    }

    private void say(Patch.Builder patch, Instant at) {
        words.add(new Word(patch.build(), at));
    }

    private static Patch.Builder bulletin(String source, String id) {
        return Patch.builder(source, id, "depot")
                .kind(PatchKind.BULLETIN)
                .vib(Vib.builder("V", "bootbank", id, new VibVersion("1-1")).build());
    }

    private static Patch.Builder recalled(String source, String id) {
        return bulletin(source, id).classification(new Classification("recall", ""));
    }

    private static Patch.Builder notice(
            String source, String id, Notice.Kind kind, String bulletin, int day) {
        return Patch.builder(source, id, "depot")
                .kind(PatchKind.NOTICE)
                .releaseDate(LocalDate.ofEpochDay(day))
                .notice(new Notice(kind, List.of(bulletin), List.of(), List.of(), ""));
    }

    @Test
    void aRecallCountsForWhatAnySourceLists() {
        say(notice("vmware", "N", Notice.Kind.RECALL, "A", 1), FIRST);
        say(recalled("vmware", "B"), FIRST);

        assertTrue(recalls().isRecalled(bulletin("bundles", "A").build()));
        assertTrue(recalls().isRecalled(bulletin("bundles", "B").build()));
        assertFalse(recalls().isRecalled(bulletin("bundles", "C").build()));
    }

    @Test
    void noOtherSourceTakesARecallBack() {
        say(notice("vmware", "N", Notice.Kind.RECALL, "A", 1), FIRST);
        say(notice("other", "N", Notice.Kind.INFO, "A", 2), LATER);
        say(recalled("vmware", "B"), FIRST);
        say(bulletin("other", "B"), LATER);

        assertTrue(recalls().isRecalled(bulletin("other", "A").build()));
        assertTrue(recalls().isRecalled(bulletin("other", "B").build()));
        assertEquals(List.of("B", "N"), recalls().told().stream().map(Patch::id).toList());
        assertEquals(Notice.Kind.RECALL, recalls().told().get(1).notice().kind());
    }

    @Test
    void ofSeveralVersionsOfANoticeTheLatestCountsInWhateverOrderTheyCome() {
        say(notice("vmware", "N", Notice.Kind.INFO, "A", 2), FIRST);
        say(notice("vmware", "N", Notice.Kind.RECALL, "A", 1), FIRST);
        say(notice("vmware", "M", Notice.Kind.INFO, "B", 1), FIRST);
        say(notice("vmware", "M", Notice.Kind.RECALL, "B", 2), FIRST);

        assertFalse(recalls().isRecalled(bulletin("vmware", "A").build()));
        assertTrue(recalls().isRecalled(bulletin("vmware", "B").build()));
    }

    @Test
    void whatWasListedLastCountsMoreThanItsDate() {
        say(notice("vmware", "N", Notice.Kind.INFO, "A", 1), LATER);
        say(notice("vmware", "N", Notice.Kind.RECALL, "A", 2), FIRST);

        assertFalse(recalls().isRecalled(bulletin("vmware", "A").build()));
    }
}
