package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.sync.PatchOutcome;
import org.esxsync.api.sync.PatchOutcome.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page gains or loses the digest of a patch: that makes it no other patch. */
class SameBytesTest {

    private static final String TEXT = "x=one";

    @TempDir private Path root;
    private TestMirror mirror;
    private Artifact there;
    private Artifact elsewhere;

    @BeforeEach
    void makeFiles() {
        mirror = new TestMirror(root);
        there = mirror.downloader.artifact("P.tgz", TEXT);
        elsewhere = mirror.downloader.artifact("P.tgz", TEXT);
    }

    private static Artifact with(Artifact artifact, Digest... digests) {
        return new Artifact(
                artifact.path(), artifact.location(), Artifact.UNKNOWN_SIZE, List.of(digests));
    }

    private List<Outcome> sync(Artifact... artifacts) {
        mirror.listed.clear();
        for (Artifact artifact : artifacts) {
            mirror.list("P", "3.0.1", artifact);
        }
        return mirror.sync().outcomes().stream().map(PatchOutcome::outcome).toList();
    }

    private static Digest md5(String text) {
        return MemoryDownloader.md5(text);
    }

    @Test
    void aPageThatGainsADigestOfTheBytesThatStandIsPresent() {
        assertEquals(List.of(Outcome.PUBLISHED), sync(with(there)));
        assertEquals(List.of(Outcome.PRESENT), sync(with(there, md5(TEXT))));
        assertEquals(List.of(Outcome.PRESENT), sync(with(elsewhere, md5(TEXT))));
        assertEquals(List.of(Outcome.PRESENT), sync(with(there)));
    }

    @Test
    void aPageThatLosesItsDigestIsPresent() {
        assertEquals(List.of(Outcome.PUBLISHED), sync(with(there, md5(TEXT))));
        assertEquals(List.of(Outcome.PRESENT), sync(with(there)));
    }

    @Test
    void aDigestOfOtherBytesIsAConflict() {
        sync(with(there));

        assertEquals(List.of(Outcome.CONFLICT), sync(with(there, md5("y=two"))));
    }

    @Test
    void whatCannotBeComparedIsReadOnceAndPresentIfItIsTheSame() throws IOException {
        sync(with(there, md5(TEXT)));
        List<URI> before = List.copyOf(mirror.downloader.served());

        sync(with(elsewhere));
        assertEquals(before.size() + 1, mirror.downloader.served().size());

        assertEquals(List.of(Outcome.PRESENT), sync(with(elsewhere)));
        assertEquals(List.of(Outcome.PRESENT), sync(with(there, md5(TEXT))));
        assertEquals(before.size() + 1, mirror.downloader.served().size());
        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/P/x")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void whatCannotBeComparedIsAConflictOnceItIsReadAndDiffers() throws IOException {
        sync(with(there, md5(TEXT)));

        Artifact other = mirror.downloader.artifact("P.tgz", "x=two");

        assertEquals(List.of(Outcome.CONFLICT), sync(with(other)));
        assertEquals("one", Files.readString(root.resolve("esx-3.0.1/P/x")));
        assertEquals(List.of(), mirror.verify());
    }

    @Test
    void ofTwoSourcesNeitherIsAConflict() {
        assertEquals(List.of(Outcome.PUBLISHED), sync(with(there, md5(TEXT)), with(elsewhere)));
        sync(with(there, md5(TEXT)), with(elsewhere));

        assertEquals(
                List.of(Outcome.PRESENT, Outcome.PRESENT),
                sync(with(there, md5(TEXT)), with(elsewhere)));
    }

    @Test
    void whatAPageToldBeforeDoesNotCompeteWithWhatItTellsNow() {
        mirror.list("Q", "9.9.9", mirror.downloader.artifact("Q.tgz", TEXT));
        mirror.list("P", "9.9.9", with(there, md5("y=two")));
        mirror.sync();
        mirror.unreadable.add("another page");

        assertEquals(List.of(Outcome.FAILED, Outcome.PUBLISHED), sync(with(there, md5(TEXT))));
    }
}
