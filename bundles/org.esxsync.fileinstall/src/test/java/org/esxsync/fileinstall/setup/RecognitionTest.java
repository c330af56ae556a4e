package org.esxsync.fileinstall.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.PlaceHint;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.esxsync.api.source.SourceProbe;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {

    private static final String URL = "https://patches.example.com/index.html";

    private final List<URI> asked = new ArrayList<>();
    private final List<PlaceHint> hints = new ArrayList<>();

    @TempDir private Path directory;

    /** A probe that says what it is told to. */
    private record Fake(String reads, Function<ProbeRequest, ProbeResult> answer)
            implements SourceProbe {

        @Override
        public ProbeResult probe(ProbeRequest request) {
            return answer.apply(request);
        }

        @Override
        public PatchSource open(String name, FoundSource found) {
            throw new UnsupportedOperationException();
        }
    }

    private static Fake finds(String pid) {
        return new Fake(
                "a " + pid,
                request ->
                        new ProbeResult.Found(
                                new FoundSource(
                                        pid,
                                        Map.of("location", request.location()),
                                        pid,
                                        1,
                                        true,
                                        new TreeSet<>(),
                                        List.of())));
    }

    private static Fake refuses(String reads, String reason) {
        return new Fake(reads, request -> new ProbeResult.NotMine(reason));
    }

    private Fake reading(String reads) {
        return new Fake(
                reads,
                request -> {
                    request.document(URI.create(URL));
                    return new ProbeResult.NotMine("no");
                });
    }

    private final Transport refusing =
            new Transport() {
                @Override
                public Document read(URI location, @Nullable String validator) {
                    asked.add(location);
                    throw new FetchException(
                            FetchException.Reason.REFUSED, URL, "it answered 401; log in");
                }

                @Override
                public Document store(
                        URI location, @Nullable String validator, Path target, long limit) {
                    throw new UnsupportedOperationException();
                }
            };

    private List<String> found(SourceProbe... probes) {
        return new Recognition(List.of(probes), hints, refusing)
                .recognise(URL, text -> {}).stream().map(each -> each.found().pid()).toList();
    }

    private String refusal(SourceProbe... probes) {
        return assertThrows(EsxSyncException.class, () -> found(probes)).getMessage();
    }

    @Test
    void everyKindThatIsThereIsFound() {
        assertEquals(List.of("x", "y"), found(finds("y"), refuses("a z", "no"), finds("x")));
    }

    @Test
    void ifNoneTakesItEachIsToldWithItsReason() {
        assertEquals(
                URL
                        + ": nothing there can be read: it is not a depot (no index);"
                        + " it is not a site (no links)",
                refusal(refuses("a site", "no links"), refuses("a depot", "no index")));
        assertTrue(refusal().contains("no bundle is installed"), refusal());
    }

    @Test
    void whatIsNoSourceButKnownIsToldInPlaceOfAllReasons() {
        hints.add(location -> Optional.empty());
        hints.add(location -> Optional.of("it has records"));

        assertEquals(URL + ": it has records", refusal(refuses("a site", "no links")));
        assertEquals(List.of("x"), found(finds("x")));
    }

    @Test
    void aServerThatRefusesIsAskedAndToldOnce() {
        assertEquals(
                URL + ": it answered 401; log in", refusal(reading("a depot"), reading("a site")));
        assertEquals(List.of(URI.create(URL)), asked);
    }

    @Test
    void aServerThatRefusesWhateverIsAskedForIsToldOnce() {
        Function<String, SourceProbe> asking =
                file ->
                        new Fake(
                                "a " + file,
                                request -> {
                                    throw new FetchException(
                                            FetchException.Reason.REFUSED,
                                            URL + file,
                                            "it answered 403");
                                });

        assertEquals(URL + ": it answered 403", refusal(asking.apply("a"), asking.apply("b")));
        assertTrue(refusal(asking.apply("a"), refuses("b", "no")).contains(URL + "a: it answered"));
    }

    @Test
    void aServerThatCannotBeReachedIsToldAlone() {
        Fake cutOff =
                new Fake(
                        "a depot",
                        request -> {
                            throw new FetchException(
                                    FetchException.Reason.UNREACHABLE, URL, "no connection");
                        });
        assertEquals(URL + ": no connection", refusal(cutOff, refuses("a site", "no links")));
    }

    @Test
    void aDefectOfOneProbeLeavesTheOthers() {
        Fake broken =
                new Fake(
                        "a broken",
                        request -> {
                            throw new IllegalStateException("oops");
                        });

        assertEquals(List.of("x"), found(broken, finds("x")));
        assertTrue(refusal(broken).contains("defect in this probe"), refusal(broken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blanks in it", "Größe", "two\nlines", "a=b #c!"})
    void aPathMayHaveAnyCharacterInIt(String name) throws Exception {
        Path place = Files.createDirectory(directory.resolve(name));

        assertEquals(place.toString(), Recognition.location(place.toString()));
        assertEquals(place.toString(), Recognition.location(place.toUri().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ends in a blank ", "${home}"})
    void aPathThatNoConfigurationCanNameIsRefused(String name) throws Exception {
        Path place = Files.createDirectory(directory.resolve(name));

        String message =
                assertThrows(EsxSyncException.class, () -> Recognition.location(place.toString()))
                        .getMessage();
        assertTrue(message.endsWith("rename it"), message);
    }

    @Test
    void whatIsNoPlaceIsToldInOneLine() {
        assertEquals(
                "/no such /place: there is no such file or directory",
                assertThrows(EsxSyncException.class, () -> Recognition.location("/no such\n/place"))
                        .getMessage());
        assertTrue(
                assertThrows(
                                EsxSyncException.class,
                                () -> Recognition.location("https://u:secret@x.example/"))
                        .getMessage()
                        .startsWith("https://x.example/: take the user"));
        assertThrows(EsxSyncException.class, () -> Recognition.location("https://x.example/a b"));
    }

    @Test
    void aSchemeThatNobodyReadsAndNothingAreTold() {
        assertEquals(
                "ftp://x/y: only http, https and file URLs can be read",
                assertThrows(EsxSyncException.class, () -> Recognition.location("ftp://x/y"))
                        .getMessage());
        assertEquals(
                "no location is given; write a path or a URL",
                assertThrows(EsxSyncException.class, () -> Recognition.location("")).getMessage());
    }
}
