package org.esxsync.source.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every source keeps to. A source's test extends this and brings a place to read. */
public abstract class PatchSourceContract {

    /** Far more than a small place takes on a busy machine. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private Path directory;

    /** A source of a small place that can be read, has patches and does not change. */
    protected abstract PatchSource source() throws Exception;

    /** The same kind of source of a place that is not there; nothing where there is no such. */
    protected abstract Optional<PatchSource> missing() throws Exception;

    @BeforeEach
    void workIn(@TempDir Path temporary) {
        directory = temporary;
    }

    @Test
    void namesItselfAndItsPlaceOnOneLine() throws Exception {
        for (String text : List.of(source().name(), source().location())) {
            assertFalse(text.isBlank());
            assertEquals(OneLine.of(text), text);
        }
    }

    @Test
    void listsPatchesThatBearItsName() throws Exception {
        PatchSource source = source();
        FoundPatches found = new FoundPatches();

        ScanResult result = source.scan(request(null), found);

        assertFalse(result.unchanged(), "there was no scan before this one");
        assertFalse(found.patches().isEmpty(), "no patches");
        assertEquals(List.of(), found.problems());
        for (Patch patch : found.patches()) {
            assertEquals(source.name(), patch.source(), patch::id);
        }
    }

    @Test
    void listsTheSamePatchesAgainToWhoRemembersNothing() throws Exception {
        PatchSource source = source();

        assertEquals(all(source, request(null)), all(source, request(null)));
    }

    @Test
    void listsNothingWhereItSaysThatNothingHasChanged() throws Exception {
        PatchSource source = source();
        FoundPatches first = new FoundPatches();
        FoundPatches again = new FoundPatches();
        ScanRequest request = request(source.scan(request(null), first).state());

        ScanResult result = source.scan(request, again);

        assertEquals(result.unchanged() ? List.of() : first.patches(), again.patches());
        assertEquals(List.of(), again.problems());
    }

    @Test
    void tellsTheNextScanThatNothingHasChanged() throws Exception {
        PatchSource source = source();
        ScanResult first = source.scan(request(null), new FoundPatches());

        ScanResult second = source.scan(request(first.state()), new FoundPatches());

        assertTrue(first.state() == null || second.unchanged(), "it forgets what it remembered");
    }

    @Test
    void readsAllAgainWhereTheStateIsNotItsOwn() throws Exception {
        PatchSource source = source();

        assertEquals(all(source, request(null)), all(source, request("another source's: state")));
    }

    @Test
    void needsNothingThatItLeftInItsWorkspace() throws Exception {
        PatchSource source = source();
        List<Patch> patches = all(source, request(null));

        assertEquals(patches, all(source, new ScanRequest(null, workspace("emptied"))));
    }

    @Test
    void endsEarlyOrListsAllWhenItsThreadIsInterrupted() throws Exception {
        PatchSource source = source();
        List<Patch> patches = all(source, request(null));
        FoundPatches found = new FoundPatches();

        assertTimeout(LONG, () -> interrupted(source, patches, found));
    }

    /** A scan in vain must not become the last whole one. */
    private void interrupted(PatchSource source, List<Patch> patches, FoundPatches found)
            throws IOException {
        ScanRequest request = request(null);
        Thread.currentThread().interrupt();
        try {
            source.scan(request, found);
            assertEquals(patches, found.patches());
        } catch (FetchException e) {
            assertEquals(FetchException.Reason.CANCELLED, e.reason(), e::getMessage);
        } finally {
            assertTrue(Thread.interrupted(), "it hides the interrupt from its caller");
        }
    }

    @Test
    void endsWithWhatGoesWrongAtTheSink() throws Exception {
        PatchSource source = source();
        for (RuntimeException fault :
                List.of(new IllegalStateException(), new EsxSyncException("no space left"))) {
            Exception thrown =
                    assertThrows(
                            RuntimeException.class,
                            () -> source.scan(request(null), new FullSink(fault)));

            assertSame(fault, thrown);
        }
    }

    @Test
    void failsWhereItsPlaceIsMissingAndNamesIt() throws Exception {
        Optional<PatchSource> missing = missing();
        Assumptions.assumeTrue(missing.isPresent(), "no place is missing here");

        EsxSyncException problem =
                assertThrows(
                        EsxSyncException.class,
                        () -> missing.get().scan(request(null), new FoundPatches()));

        String place = missing.get().location();
        assertTrue(String.valueOf(problem.getMessage()).contains(place), problem::toString);
    }

    private static List<Patch> all(PatchSource source, ScanRequest request) {
        FoundPatches found = new FoundPatches();
        ScanResult result = source.scan(request, found);
        assertFalse(result.unchanged(), "it cannot know");
        return found.patches();
    }

    private ScanRequest request(@Nullable String state) throws IOException {
        return new ScanRequest(state, workspace("workspace"));
    }

    private Path workspace(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private record FullSink(RuntimeException fault) implements PatchSink {

        @Override
        public void accept(Patch patch) {
            throw fault;
        }

        @Override
        public void reject(String what, EsxSyncException problem) {
            throw fault;
        }
    }
}
