package org.esxsync.sync.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.esxsync.api.ledger.PublishedFile;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.sync.MemoryDownloader;
import org.esxsync.sync.TestMirror;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger knows of published files what a server would else have to read them for. */
class KnownFilesTest {

    @TempDir private Path root;
    private TestMirror mirror;

    @BeforeEach
    void sync() {
        mirror = new TestMirror(root);
        mirror.list(
                "A",
                "3.0.*",
                mirror.downloader.artifact("A.tgz", "x=one"),
                mirror.downloader.artifact("vib20/a.vib", "two"));
        mirror.sync();
    }

    private void assertAllIsKnown(EsxRelease release, int files) throws IOException {
        List<PublishedFile> known = mirror.ledger.publishedFiles(release);
        assertEquals(files, known.size());
        for (PublishedFile each : known) {
            Path file = each.path().under(root.resolve(release.toString()));
            assertEquals(MemoryDownloader.crc32(Files.readString(file)), each.crc32());
            assertEquals(
                    Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS),
                    each.modified());
        }
    }

    @Test
    void itsChecksumsAndTimesAreThoseOnDisk() throws IOException {
        assertAllIsKnown(TestMirror.ESX_300, 2);
        assertAllIsKnown(TestMirror.ESX_301, 2);
    }

    @Test
    void aFileThatAnotherPatchPutThereHasTheTimeThatItHas() throws IOException {
        Files.setLastModifiedTime(
                root.resolve("esx-3.0.0/vib20/a.vib"),
                FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
        mirror.list("B", "3.0.0", mirror.downloader.artifact("vib20/a.vib", "two"));
        mirror.sync();

        PublishedFile own =
                mirror.ledger.publications(TestMirror.ESX_300).stream()
                        .filter(each -> each.patch().id().equals("B"))
                        .findFirst()
                        .orElseThrow()
                        .files()
                        .get(0);

        assertEquals(Instant.parse("2001-02-03T04:05:06Z"), own.modified());
        assertEquals(MemoryDownloader.crc32("two"), own.crc32());
    }

    @Test
    void aRepairedFileIsTheOneThatTheLedgerKnows() throws IOException {
        Files.writeString(root.resolve("esx-3.0.1/A/x"), "bad");
        assertFalse(mirror.repair().isEmpty());

        assertAllIsKnown(TestMirror.ESX_301, 2);
    }
}
