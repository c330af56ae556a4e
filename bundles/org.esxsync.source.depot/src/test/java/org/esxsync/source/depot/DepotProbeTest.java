package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepotProbeTest {

    private static final String DEPOT = "https://depot.example.com/main/";

    @TempDir private Path directory;
    @TempDir private Path workspace;

    private final Map<String, String> documents = new HashMap<>();
    private final List<URI> requests = new ArrayList<>();

    private final Transport server =
            new Transport() {
                @Override
                public Document read(URI location, @Nullable String validator) {
                    requests.add(location);
                    String body = documents.get(location.toString());
                    if (body == null) {
                        throw new NotFoundException(location.toString(), "404");
                    }
                    return new Document(
                            location, true, body.getBytes(StandardCharsets.UTF_8), null, null);
                }

                @Override
                public Document store(
                        URI location, @Nullable String validator, Path target, long limit) {
                    throw new UnsupportedOperationException("no metadata is read");
                }
            };

    private final DepotProbe probe = new DepotProbe(server, new MatchedReleases());

    @BeforeEach
    void askMatchers() {
        probe.claims =
                () ->
                        patch ->
                                Stream.of("6.5", "6.7", "8.0")
                                        .filter(version -> patch.isFor("embeddedEsx", version))
                                        .map(version -> EsxRelease.parse("esxi-" + version))
                                        .toList();
    }

    private ProbeResult probe(String location) {
        return probe.probe(new ProbeRequest(location, server, workspace, text -> {}));
    }

    private FoundSource found(String location) {
        return assertInstanceOf(ProbeResult.Found.class, probe(location)).source();
    }

    private Path bundle(String name) throws IOException {
        Path file = directory.resolve(name);
        new SampleBundle()
                .bulletin(
                        SampleBulletin.of(
                                "ESXi650-201710401-BG",
                                "6.5.0",
                                SampleBulletin.Vib.of("esx-base", "6.5.0-1")))
                .version("6.5.0")
                .zipTo(file);
        return file;
    }

    @Test
    void anOfflineBundleIsOneWhateverItIsCalled() throws IOException {
        Path file = bundle("größer als.download");

        FoundSource found = found(file.toString());

        assertEquals("org.esxsync.source.depot", found.pid());
        assertEquals("offline bundle", found.kind());
        assertEquals(Map.of("location", file.toString()), found.configuration());
        assertTrue(found.patches() > 0 && found.counted(), found.toString());
        assertEquals("[esxi-6.5]", found.releases().toString());
        assertEquals(file.toString(), probe.open("one", found).location());
    }

    @Test
    void whatIsLeftOutOfADirectoryIsTold() throws IOException {
        bundle("a.zip");
        Files.writeString(directory.resolve("host.iso"), "no");

        FoundSource found = found(directory.toString());

        assertEquals(List.of("host.iso"), found.leftOut());
    }

    @Test
    void theMatchersSayWhichReleasesAPatternStandsFor() throws IOException {
        Path file = directory.resolve("pattern.zip");
        new SampleBundle()
                .bulletin(SampleBulletin.of("driver", "6.*", SampleBulletin.Vib.of("driver", "1")))
                .bulletin(SampleBulletin.of("other", "5.0.0", SampleBulletin.Vib.of("other", "1")))
                .version("6.5.0")
                .zipTo(file);

        FoundSource found = found(file.toString());

        assertEquals("[esxi-6.5, esxi-6.7]", found.releases().toString());
        assertEquals(
                List.of("1 of the patches, for no release that is known here"), found.leftOut());
    }

    @Test
    void withoutAMirrorNobodyKnowsTheReleases() throws IOException {
        probe.claims = null;

        FoundSource found = found(bundle("a.zip").toString());

        assertEquals("[]", found.releases().toString());
        assertEquals(List.of(), found.leftOut());
    }

    @Test
    void aZipOfOthersIsNone() throws IOException {
        Path text = Files.writeString(directory.resolve("a.zip"), "no zip");

        assertInstanceOf(ProbeResult.NotMine.class, probe(text.toString()));
        assertInstanceOf(
                ProbeResult.NotMine.class,
                probe(Files.createDirectory(directory.resolve("empty")).toString()));
    }

    @Test
    void anOnlineDepotIsReadByItsIndexes() {
        documents.put(
                DEPOT + "index.xml",
                "<vendorList><vendor><name>v</name><code>v</code>"
                        + "<indexfile>vendor-index.xml</indexfile></vendor></vendorList>");
        documents.put(
                DEPOT + "vendor-index.xml",
                "<metaList><metadata><productId>embeddedEsx</productId><version>8.0.0</version>"
                        + "<url>metadata.zip</url></metadata></metaList>");

        FoundSource found = found(DEPOT);

        assertEquals("depot", found.kind());
        assertEquals(FoundSource.UNKNOWN, found.patches());
        assertEquals("[esxi-8.0]", found.releases().toString());
        assertEquals(2, requests.size());
    }

    @Test
    void aServerThatAnswersHtmlHasNone() {
        documents.put(DEPOT + "index.xml", "<html><body>Log in</body></html>");

        assertInstanceOf(ProbeResult.NotMine.class, probe(DEPOT));
    }

    @Test
    void aMissingDepotIsNoAnswer() {
        assertThrows(FetchException.class, () -> probe(DEPOT));
    }
}
