package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.NotFoundException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.patch.Patch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An offline bundle at an http URL. */
class OnlineBundleTest {

    private static final String LOCATION = "http://depot.example/files/bundle.zip";
    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");

    @TempDir Path folder;
    @TempDir Path workspace;

    /** Reads the entries of a zip on disk as if a server had it; each has the zip's validator. */
    private record ZipTransport(Path zip, String version, List<String> requests)
            implements Transport {

        @Override
        public Document read(URI location, @Nullable String validator) {
            throw new UnsupportedOperationException("a depot's documents are stored in files");
        }

        @Override
        public Document store(URI location, @Nullable String validator, Path target, long limit) {
            boolean modified = !version.equals(validator);
            requests.add(location + (modified ? "" : " unchanged"));
            if (modified) {
                String entry = location.toString().substring(("jar:" + LOCATION + "!/").length());
                try (ZipFile file = new ZipFile(zip.toFile());
                        InputStream in = content(file, entry)) {
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return new Document(location, modified, new byte[0], null, version);
        }
    }

    private static InputStream content(ZipFile file, String entry) throws IOException {
        ZipEntry found = file.getEntry(entry);
        if (found == null) {
            throw new NotFoundException(LOCATION + "!/" + entry, "no such entry");
        }
        return file.getInputStream(found);
    }

    private ZipTransport bundle(String id) throws IOException {
        SampleBundle bundle = new SampleBundle().bulletin(SampleBulletin.of(id, "8.0", VIB));
        return new ZipTransport(bundle.zipTo(folder.resolve(id)), id, new ArrayList<>());
    }

    private CollectedPatches scan(Transport transport, @Nullable String state) {
        return CollectedPatches.of(CollectedPatches.source(LOCATION, transport), workspace, state);
    }

    @Test
    void isReadEntryByEntry() throws IOException {
        CollectedPatches found = scan(bundle("b1"), null);
        Patch patch = found.only();
        assertEquals(
                "jar:" + LOCATION + "!/" + VIB.path(),
                patch.artifacts().get(0).location().toString());
        assertEquals("jar:" + LOCATION + "!/metadata.zip", patch.metadata().location().toString());
    }

    @Test
    void isAskedForOnceIfNothingIsNew() throws IOException {
        ZipTransport transport = bundle("b1");
        String state = scan(transport, null).result.state();
        transport.requests().clear();

        CollectedPatches again = scan(transport, state);

        assertTrue(again.result.unchanged());
        assertEquals(List.of("jar:" + LOCATION + "!/index.xml unchanged"), transport.requests());
    }

    @Test
    void saysWhatToDoIfItWasZippedWithItsFolder() throws IOException {
        Path zip = folder.resolve("zipped.zip");
        Files.write(zip, SampleBundle.zip(Map.of("bundle/index.xml", new byte[] {'x'})));
        ZipTransport transport = new ZipTransport(zip, "1", new ArrayList<>());

        EsxSyncException problem =
                assertThrows(EsxSyncException.class, () -> scan(transport, null));

        assertTrue(problem.getMessage().contains("download it"), problem.getMessage());
    }

    @Test
    void isReadAnewOnceItIsReplaced() throws IOException {
        String state = scan(bundle("b1"), null).result.state();
        CollectedPatches replaced = scan(bundle("b2"), state);
        assertEquals(Map.of(), replaced.problems);
        assertEquals(List.of("b2"), replaced.ids());
    }
}
