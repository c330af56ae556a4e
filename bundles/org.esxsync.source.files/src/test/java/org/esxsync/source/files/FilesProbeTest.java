package org.esxsync.source.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.FoundSource;
import org.esxsync.api.source.ProbeRequest;
import org.esxsync.api.source.ProbeResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesProbeTest {

    private static final String LISTING =
            "<a href='ESX350-200803214-UG.zip'>a</a><a href='more/'>m</a>";

    @TempDir private Path directory;

    private final List<URI> requests = new ArrayList<>();

    /** A server on which every directory lists another one. */
    private final Transport server =
            new Transport() {
                @Override
                public Document read(URI location, @Nullable String validator) {
                    requests.add(location);
                    return new Document(
                            location,
                            true,
                            LISTING.getBytes(StandardCharsets.UTF_8),
                            "text/html",
                            null);
                }

                @Override
                public Document store(
                        URI location, @Nullable String validator, Path target, long limit) {
                    throw new UnsupportedOperationException("a listing is read into memory");
                }
            };

    private final FilesProbe probe = new FilesProbe(server, new ArchiveReaders());

    private ProbeResult probe(String location) {
        return probe.probe(new ProbeRequest(location, server, directory, text -> {}));
    }

    private FoundSource found(String location) {
        return assertInstanceOf(ProbeResult.Found.class, probe(location)).source();
    }

    private void archive(String name) throws IOException {
        Files.createDirectories(directory.resolve(name).getParent());
        Files.writeString(directory.resolve(name), "never read");
    }

    @Test
    void aShareIsRecognisedByItsNamesAlone() throws IOException {
        archive("a b/ESX350-200803214-UG.zip");
        archive("ESX-1002424.tgz");
        archive("copy/ESX-1002424.tgz");
        archive("unnamed.zip");
        archive("ESXi650-201710001.zip");

        FoundSource found = found(directory.toString());

        assertEquals("org.esxsync.source.files", found.pid());
        assertEquals(Map.of("location", directory.toString()), found.configuration());
        assertEquals(2, found.patches());
        assertTrue(found.counted());
        assertEquals("[esx-3.5]", found.releases().toString());
        assertEquals(List.of("unnamed.zip (no patch id in its name)"), found.leftOut());
        assertEquals("share", probe.open("share", found).name());
    }

    @Test
    void aBundleOf4xMayHoldMore() throws IOException {
        archive("ESX410-201101001.zip");

        assertFalse(found(directory.toString()).counted());
    }

    @Test
    void whatHasNoArchiveIsNone() throws IOException {
        assertInstanceOf(ProbeResult.NotMine.class, probe(directory.toString()));
        archive("ESXi650-201710001.zip");
        archive("notes.pdf");
        assertInstanceOf(ProbeResult.NotMine.class, probe(directory.toString()));
    }

    @Test
    void aSingleArchiveIsToldWhatToDo() throws IOException {
        archive("ESX-1002424.tgz");

        ProbeResult.NotMine answer =
                assertInstanceOf(
                        ProbeResult.NotMine.class,
                        probe(directory.resolve("ESX-1002424.tgz").toString()));

        assertTrue(answer.reason().contains("put it into a directory"), answer.reason());
    }

    @Test
    void aServerIsAskedAFewTimes() {
        FoundSource found = found("http://share.example.com/patches/");

        assertEquals(1, found.patches());
        assertFalse(found.counted());
        assertEquals(5, requests.size());
    }
}
