package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchTest {

    private static final String ID = "ESXi650-201710401-BG";

    @Test
    void aPatchMayBeAllButEmpty() {
        Patch patch = Patch.builder("vmware", ID, "depot").build();

        assertEquals(ID, patch.title());
        assertEquals(Classification.NONE, patch.classification());
        assertEquals(Reboot.UNKNOWN, patch.reboot());
        assertFalse(patch.isDownloadable());
        assertEquals(0, patch.knownSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "a\nb", "a\u001bb", " a", "a\u202eb"})
    void sourceIdAndFormatArePlainText(String text) {
        List<Patch.Builder> builders =
                List.of(
                        Patch.builder(text, ID, "depot"),
                        Patch.builder("vmware", text, "depot"),
                        Patch.builder("vmware", ID, text));

        for (Patch.Builder builder : builders) {
            String message =
                    assertThrows(IllegalArgumentException.class, builder::build).getMessage();
            assertTrue(message.matches("\\P{Cntrl}+"), message);
        }
    }

    @Test
    void theTitleBecomesOneLine() {
        Patch patch =
                Patch.builder("vmware", ID, "depot")
                        .title(" Updates\n esx-base\u001b[31m ")
                        .build();

        assertEquals("Updates esx-base [31m", patch.title());
    }

    @Test
    void theIdsOfWhatItReplacesBecomeOneLineEach() {
        Patch patch =
                Patch.builder("vmware", ID, "depot")
                        .supersedes(List.of("ESX-1\n\u001f", "ESX-2"))
                        .build();

        assertEquals(List.of("ESX-1", "ESX-2"), patch.supersedes());
    }

    @Test
    void theClassificationIsInLowerCaseUnderATurkishLocaleToo() {
        assertEquals(
                new Classification("critical", "important"),
                Turkish.call(() -> new Classification(" CRITICAL", "IMPORTANT\n")));
    }

    @Test
    void itIsForEachOfItsPlatforms() {
        Patch patch =
                Patch.builder("vmware", "ESX-8258730", "vi3")
                        .platform("VMware ESX Server", "3.0.0")
                        .platform("VMware ESX Server", "3.0.1")
                        .build();

        assertTrue(patch.isFor("VMware ESX Server", "3.0"));
        assertTrue(patch.isFor("VMware ESX Server", "3.0.1"));
        assertFalse(patch.isFor("VMware ESX Server", "3.0.2"));
        assertFalse(patch.isFor("VMware ESXi Server", "3.0.1"));
    }

    @Test
    void unknownSizesDoNotCount() {
        Patch patch =
                builder()
                        .artifact(artifact("a.vib", 5, Digests.MD5))
                        .artifact(artifact("b.vib", Artifact.UNKNOWN_SIZE, Digests.MD5))
                        .artifact(artifact("c.vib", 1L << 40, Digests.MD5))
                        .build();

        assertEquals((1L << 40) + 5, patch.knownSize());
    }

    @Test
    void itKeepsItsOwnLists() {
        Patch.Builder builder = builder().artifact(artifact("a.vib", 5, Digests.MD5));
        Patch patch = builder.build();

        builder.artifact(artifact("b.vib", 5)).platform("embeddedEsx", "8.0");
        builder.supersedes(List.of("ESXi650-201703401-BG"));

        assertEquals(1, patch.artifacts().size());
        assertThrows(UnsupportedOperationException.class, () -> patch.artifacts().clear());
        assertThrows(UnsupportedOperationException.class, () -> patch.platforms().clear());
        assertThrows(UnsupportedOperationException.class, () -> patch.supersedes().clear());
    }

    @Test
    void aRevisionNeverChangesItsSpelling() {
        Patch patch = builder().artifact(artifact("a.vib", 5, Digests.SHA_256)).build();

        assertEquals("e567f1f54f486d03", patch.revision());
        assertEquals(new PatchKey(ID, "e567f1f54f486d03"), patch.key());
    }

    @Test
    void theSameFilesAreTheSameRevisionWhoeverDescribesThem() {
        Artifact a = artifact("a.vib", 5, Digests.SHA_1, Digests.SHA_256);
        Artifact b = artifact("b.vib", 6, Digests.MD5);
        Patch patch = builder().artifacts(List.of(a, b)).build();
        Patch described =
                Patch.builder("mirror", "another", "depot")
                        .title("Told in other words")
                        .releaseDate(LocalDate.of(2017, 10, 5))
                        .classification(new Classification("bugfix", "critical"))
                        .platform("embeddedEsx", "6.5.0")
                        .supersedes(List.of("ESXi650-201703401-BG"))
                        .reboot(Reboot.REQUIRED)
                        .details(URI.create("https://kb.example/2151103"))
                        .metadata(artifact("metadata.zip", 9, Digests.MD5))
                        .artifact(elsewhere(b, "ftp.example", Artifact.UNKNOWN_SIZE))
                        .artifact(elsewhere(a, "mirror.example", 5))
                        .build();

        assertEquals(patch.revision(), described.revision());
    }

    @Test
    void anotherSizeOnThePageIsNotAnotherRevision() {
        assertEquals(
                builder().artifact(ofAbout(Artifact.UNKNOWN_SIZE)).build().revision(),
                builder().artifact(ofAbout(40_000_000)).build().revision());
    }

    @Test
    void exactAndApproximateSizesAddUpToWhatIsToBeExpected() {
        Patch patch =
                builder()
                        .artifact(artifact("a.vib", 5))
                        .artifact(ofAbout(100))
                        .artifact(ofAbout(Artifact.UNKNOWN_SIZE))
                        .build();

        assertEquals(105, patch.expectedSize());
        assertEquals(5, patch.knownSize());
    }

    @Test
    void theOrderOfDigestsDoesNotCountAndTheStrongestDecides() {
        Patch patch =
                builder().artifact(artifact("a.vib", 5, Digests.MD5, Digests.SHA_256)).build();

        assertEquals(
                patch.revision(),
                builder()
                        .artifact(artifact("a.vib", 5, Digests.SHA_256, Digests.SHA_1))
                        .build()
                        .revision());
        assertNotEquals(
                patch.revision(),
                builder().artifact(artifact("a.vib", 5, Digests.MD5)).build().revision());
    }

    @Test
    void otherBytesNamesOrFormatsAreAnotherRevision() {
        String revision =
                builder().artifact(artifact("a.vib", 5, Digests.SHA_256)).build().revision();
        Digest other = Digest.of(Digest.Algorithm.SHA_256, new byte[] {4});

        assertNotEquals(
                revision, builder().artifact(artifact("a.vib", 5, other)).build().revision());
        assertNotEquals(
                revision,
                builder().artifact(artifact("b.vib", 5, Digests.SHA_256)).build().revision());
        assertNotEquals(
                revision,
                Patch.builder("vmware", ID, "vi3")
                        .artifact(artifact("a.vib", 5, Digests.SHA_256))
                        .build()
                        .revision());
        assertNotEquals(
                revision,
                builder()
                        .artifact(artifact("a.vib", 5, Digests.SHA_256))
                        .artifact(artifact("b.vib", 5, Digests.SHA_256))
                        .build()
                        .revision());
        assertNotEquals(revision, builder().build().revision());
    }

    @Test
    void withoutADigestTheLocationDecides() {
        Artifact artifact = artifact("a.tgz", 5);

        assertEquals(
                builder().artifact(artifact).build().revision(),
                builder().artifact(artifact("a.tgz", 5)).build().revision());
        assertNotEquals(
                builder().artifact(artifact).build().revision(),
                builder().artifact(elsewhere(artifact, "mirror.example", 5)).build().revision());
    }

    @Test
    void whatIsOfADepotIsABulletinUnlessItSaysOtherwise() {
        assertEquals(PatchKind.BULLETIN, builder().build().kind());
        assertEquals(PatchKind.VIB, builder().kind(PatchKind.VIB).build().kind());
        assertEquals(PatchKind.PATCH, Patch.builder("vmware", "ESX-1006980", "vi3").build().kind());
    }

    @Test
    void theTimeOfDayTellsTheLaterOfTwoOfOneDay() {
        LocalDate day = LocalDate.of(2023, 3, 1);
        Patch first = builder().releaseDate(day).releaseTime(LocalTime.of(0, 20)).build();
        Patch second = builder().releaseDate(day).releaseTime(LocalTime.of(13, 48)).build();
        Patch undated = builder().build();

        assertTrue(first.releasedAt().isBefore(second.releasedAt()));
        assertEquals(
                LocalDateTime.of(2023, 3, 1, 0, 0),
                builder().releaseDate(day).build().releasedAt());
        assertEquals(null, undated.releasedAt());
    }

    @Test
    void aTimeWithoutADayIsRefused() {
        Patch.Builder builder = builder().releaseTime(LocalTime.NOON);

        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void onlyAProfileTellsWhatAProfileTellsAndOnlyANoticeWhatANoticeTells() {
        Patch.Builder profile = builder().profile(profile("VMW_bootbank_x_1.0-1"));
        Patch.Builder notice = builder().kind(PatchKind.VIB).notice(recall("Fling_1"));

        assertThrows(IllegalArgumentException.class, profile::build);
        assertThrows(IllegalArgumentException.class, notice::build);
        assertEquals(
                1, profile.kind(PatchKind.IMAGE_PROFILE).build().profile().missingVibs().size());
    }

    @Test
    void theFileOfAVibIsFoundByItsPath() {
        Artifact file = artifact("vib20/x/VMW_bootbank_x_1.0-1.vib", 5, Digests.SHA_256);
        Vib known = vib("1.0-1", file.path());
        Vib unknown = vib("1.0-2", null);
        Patch patch = builder().artifact(file).vibs(List.of(known, unknown)).build();

        assertEquals(file, patch.fileOf(known).orElseThrow());
        assertTrue(patch.fileOf(unknown).isEmpty());
    }

    @Test
    void aBulletinIsTheSameWhetherItsVibsAreKnownOrNot() {
        Artifact file = artifact("a.vib", 5, Digests.SHA_256);
        Patch patch = builder().artifact(file).build();
        Patch described =
                builder()
                        .artifact(file)
                        .releaseDate(LocalDate.of(2017, 10, 5))
                        .releaseTime(LocalTime.NOON)
                        .vib(vib("1.0-1", file.path()))
                        .build();

        assertEquals(patch.revision(), described.revision());
    }

    @Test
    void aProfileIsTheSameWithTheSameVibsWhereverTheyLie() {
        Patch known =
                profilePatch()
                        .profile(profile())
                        .vib(vib("1.0-1", new RelativePath("a.vib")))
                        .vib(vib("1.0-2", null))
                        .build();
        Patch missing =
                profilePatch()
                        .profile(profile("VMW_bootbank_x_1.0-2"))
                        .vib(vib("1.0-1", new RelativePath("vib20/x/a.vib")))
                        .build();
        Patch other = profilePatch().profile(profile()).vib(vib("1.0-1", null)).build();

        assertEquals(known.revision(), missing.revision());
        assertNotEquals(known.revision(), other.revision());
    }

    @Test
    void aNoticeIsAnotherOneIfItSaysSomethingElse() {
        Patch notice = noticePatch(recall("Fling_1"));

        assertEquals(notice.revision(), noticePatch(recall("Fling_1")).revision());
        assertNotEquals(notice.revision(), noticePatch(recall("Fling_2")).revision());
        assertNotEquals(
                notice.revision(),
                noticePatch(
                                new Notice(
                                        Notice.Kind.RECALL,
                                        List.of(),
                                        List.of("Fling_1"),
                                        List.of(),
                                        "It loses data."))
                        .revision());
        assertNotEquals(
                notice.revision(),
                noticePatch(
                                new Notice(
                                        Notice.Kind.RECALL_FIX,
                                        List.of("Fling_1"),
                                        List.of(),
                                        List.of(),
                                        "It loses data."))
                        .revision());
    }

    @Test
    void aStandaloneVibIsNoBulletinOfTheSameFile() {
        Artifact file = artifact("a.vib", 5, Digests.SHA_256);

        assertNotEquals(
                builder().artifact(file).build().revision(),
                builder().kind(PatchKind.VIB).artifact(file).build().revision());
    }

    private static Patch.Builder profilePatch() {
        return builder().kind(PatchKind.IMAGE_PROFILE);
    }

    private static ImageProfile profile(String... missingVibs) {
        return new ImageProfile("VMware, Inc.", AcceptanceLevel.PARTNER, List.of(missingVibs));
    }

    private static Patch noticePatch(Notice notice) {
        return builder().kind(PatchKind.NOTICE).notice(notice).build();
    }

    private static Notice recall(String bulletin) {
        return new Notice(
                Notice.Kind.RECALL, List.of(bulletin), List.of(), List.of(), "It loses data.");
    }

    private static Vib vib(String version, RelativePath file) {
        return Vib.builder("VMW", "bootbank", "x", new VibVersion(version)).file(file).build();
    }

    private static Patch.Builder builder() {
        return Patch.builder("vmware", ID, "depot");
    }

    private static Artifact artifact(String path, long size, Digest... digests) {
        URI location = URI.create("https://depot.example/" + path);
        return new Artifact(new RelativePath(path), location, size, List.of(digests));
    }

    private static Artifact ofAbout(long approximateSize) {
        Artifact artifact = artifact("a.tgz", Artifact.UNKNOWN_SIZE);
        return new Artifact(
                artifact.path(),
                artifact.location(),
                artifact.size(),
                approximateSize,
                artifact.digests());
    }

    private static Artifact elsewhere(Artifact artifact, String host, long size) {
        URI location = URI.create("https://" + host + "/" + artifact.path());
        return new Artifact(artifact.path(), location, size, artifact.digests());
    }
}
