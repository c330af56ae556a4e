package org.esxsync.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.sync.UnknownReleaseException;
import org.esxsync.shell.view.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    private static final List<String> KNOWN = List.of("sync", "sources", "show", "status");

    @ParameterizedTest
    @CsvSource({"snyc, sync", "Sync, sync", "syn, sync", "stauts, status", "source, sources"})
    void aWordWithAnErrorOrTwoIsRecognized(String typed, String meant) {
        assertEquals("; perhaps '" + meant + "' is meant", Suggestion.of(typed, KNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "download", "syncsync", "--"})
    void nothingIsMadeOfAWordThatIsLikeNone(String typed) {
        assertEquals("", Suggestion.of(typed, KNOWN));
    }

    @Test
    void anErrorTellsTheReleaseThatIsNear() {
        EsxSyncException error = new UnknownReleaseException("esx3.0.1", List.of(Samples.ESX_301));
        assertEquals(
                error.getMessage() + "; perhaps 'esx-3.0.1' is meant", Suggestion.message(error));
        assertEquals(Suggestion.message(error), new PlainException(error).toString());
        assertEquals("full", Suggestion.message(new EsxSyncException("full")));
    }
}
