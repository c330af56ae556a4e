package org.esxsync.source.depot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.AcceptanceLevel;
import org.esxsync.api.patch.ImageProfile;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.PatchKind;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.Reboot;
import org.esxsync.api.patch.Vib;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A metadata zip is read as a host reads it. */
class HostReadingTest {

    private static final SampleBulletin.Vib VIB = SampleBulletin.Vib.of("net-x", "1.0-1");
    private static final SampleBulletin.Vib OTHER = SampleBulletin.Vib.of("net-y", "2.0-1");
    private static final SampleBulletin.Vib BASE = SampleBulletin.Vib.of("esx-base", "8.0.3-0.5");

    @TempDir Path folder;
    @TempDir Path workspace;

    @Test
    void knowsTheVibsOfABulletin() throws IOException {
        Patch patch = scan(sample().bulletin(bulletin("b", VIB))).patch("b");
        assertEquals(PatchKind.BULLETIN, patch.kind());
        Vib vib = patch.vibs().get(0);
        assertEquals(VIB.id(), vib.id());
        assertEquals(AcceptanceLevel.CERTIFIED, vib.acceptanceLevel());
        assertEquals(List.of("vgz"), vib.payloadTypes());
        assertEquals("[vmkapi_2_2_0_0, esx-base >= 6.7.0-1]", vib.depends().toString());
        assertEquals(Boolean.TRUE, vib.liveInstall());
        assertEquals(Boolean.TRUE, vib.maintenanceMode());
        assertEquals(patch.artifacts().get(0), patch.fileOf(vib).orElseThrow());
        assertEquals(LocalDateTime.parse("2024-08-05T00:00:00.000001"), patch.releasedAt());
    }

    @ParameterizedTest
    @CsvSource({
        "vgz, sha-256, gunzip, true",
        "vgz, sha-1, gunzip, false",
        "vgz, sha-256, '', false",
        "VZSTD, sha-256-gunzip1, '', false",
        "boot, sha-256, txt-mle, false",
        "upgrade, sha-256, '', true"
    })
    void knowsWhetherEachGzipPayloadHasAChecksumOfItsContent(
            String type, String algorithm, String process, boolean expected) throws IOException {
        String descriptor =
                VIB.descriptor()
                        .replace(
                                "type=\"vgz\" size=\"1\"/>",
                                """
                                type="vgz" size="1"><checksum checksum-type="sha-256" \
                                verify-process="gunzip">00</checksum></payload>\
                                <payload name="b" type="%s" size="1"><checksum \
                                checksum-type="%s" verify-process="%s">00</checksum></payload>\
                                """
                                        .formatted(type, algorithm, process));
        Patch patch = scan(sample().metadataEntry("vibs/x.xml", descriptor)).patch(VIB.id());
        assertEquals(expected, patch.vibs().get(0).gunzipChecksums());
    }

    @Test
    void claimsNothingOfPayloadsThatAreNotPublished() throws IOException {
        String descriptor = VIB.descriptor().replaceAll("<payload .*/>", "");
        Patch patch = scan(sample().metadataEntry("vibs/x.xml", descriptor)).patch(VIB.id());
        assertNull(patch.vibs().get(0).gunzipChecksums());
    }

    @Test
    void listsAVibThatNoBulletinNamesByItself() throws IOException {
        Found found = scan(sample().bulletin(bulletin("b", VIB)).standalone(OTHER));
        assertEquals(Set.of("b", OTHER.id()), found.ids());
        Patch patch = found.patch(OTHER.id());
        assertEquals(PatchKind.VIB, patch.kind());
        assertEquals("Driver net-y", patch.title());
        assertEquals(List.of(new Platform("embeddedEsx", "8.0")), patch.platforms());
        assertEquals(OTHER.path(), patch.artifacts().get(0).path().value());
        assertEquals(Reboot.NOT_REQUIRED, patch.reboot());
        assertEquals(LocalDateTime.parse("2024-08-01T10:00:00.000001"), patch.releasedAt());
    }

    @Test
    void takesEveryFileWhateverItsEndingAndPassesOverTheOldList() throws IOException {
        SampleBundle bundle =
                sample().metadataEntry("bulletins/b", bulletin("b", VIB).alone()).standalone(VIB);
        Found found = scan(bundle);
        assertEquals(Set.of("b"), found.ids());
        assertEquals(Map.of(), found.collected().problems);
        assertEquals(1, found.remarks().size());
        assertTrue(found.remarks().get(0).endsWith("since hosts read it: b is not in it"));
    }

    @Test
    void readsTheOldListWhereThereIsNothingElse() throws IOException {
        Patch patch = scan(sample().bulletin(bulletin("b", VIB)).old()).patch("b");
        assertEquals(VIB.id(), patch.vibs().get(0).id());
        assertEquals(patch.artifacts().get(0), patch.fileOf(patch.vibs().get(0)).orElseThrow());
        Patch same = scan(sample().bulletin(bulletin("b", VIB))).patch("b");
        assertEquals(same.key(), patch.key(), "a mirror knows it by both");
    }

    @ParameterizedTest
    @CsvSource({
        "<relative-path>vib20,<relative-path>nowhere/vib20",
        "<packed-size>,<packed-size>1",
        "sha-256\">,sha-256\">00",
        "<relative-path>vib20,<relative-path>../../etc",
        "<version>1.0-1,<version>1.0-1-1",
        "<vib version,<!DOCTYPE x><vib version",
        "relation=\"&gt;=\",relation=\"~\"",
    })
    void keepsABulletinOutWhoseVibCannotBeUsed(String from, String to) throws IOException {
        String broken = VIB.descriptor().replace(from, to);
        assertFalse(broken.equals(VIB.descriptor()));
        Found found =
                scan(
                        sample().bulletin(bulletin("bad", VIB))
                                .bulletin(bulletin("good", OTHER))
                                .metadataEntry(entry(VIB), broken));
        assertEquals(Set.of("good"), found.ids());
        assertTrue(found.collected().problems.containsKey("bad"));
        assertNull(found.collected().result.state());
    }

    @Test
    void tellsNoVibOfItsOwnOfWhichABulletinCannotBeUsed() throws IOException {
        Found found = scan(sample().bulletin(bulletin("bad", VIB).with("releaseDate", "soon")));
        assertEquals(Set.of(), found.ids());
        assertEquals(Set.of("bad"), found.collected().problems.keySet());
    }

    @Test
    void refusesEntriesThatClimbOrComeTwice() throws IOException {
        Found found =
                scan(
                        sample().bulletin(bulletin("good", VIB))
                                .metadataEntry("vibs/../../x.xml", OTHER.descriptor()));
        assertEquals(Set.of("good"), found.ids());
        assertEquals(1, found.collected().problems.size());
        assertTrue(
                found.collected().problems.toString().contains("it is left out: "),
                found.collected().problems::toString);
    }

    @Test
    void listsAnImageProfileWithTheFilesOfAllItsVibs() throws IOException {
        Found found =
                scan(
                        sample().bulletin(bulletin("b", BASE, VIB))
                                .standalone(OTHER)
                                .profile("image", BASE.id(), VIB.id(), OTHER.id()));
        Patch patch = found.patch("image");
        assertEquals(PatchKind.IMAGE_PROFILE, patch.kind());
        assertEquals(3, patch.artifacts().size());
        assertEquals(3, patch.vibs().size());
        assertEquals(
                new ImageProfile("Sample", AcceptanceLevel.PARTNER, List.of()), patch.profile());
        assertEquals(List.of(new Platform("embeddedEsx", "8.0.3")), patch.platforms());
        assertEquals(LocalDateTime.parse("2024-08-02T03:04:05"), patch.releasedAt());
    }

    @Test
    void tellsAnImageProfileOfWhichAVibIsNotDescribedAndGivesItNoFile() throws IOException {
        Found found =
                scan(sample().bulletin(bulletin("b", BASE)).profile("image", BASE.id(), "gone"));
        Patch patch = found.patch("image");
        assertFalse(patch.isDownloadable());
        assertNotNull(patch.profile());
        assertEquals(List.of("gone"), patch.profile().missingVibs());
        assertEquals(
                List.of(
                        "test: the image profile image is not published: its depot does not"
                                + " describe 1 of its VIBs, such as gone"),
                found.remarks());
        assertNotNull(found.collected().result.state(), "that is no reason to read again");
    }

    @Test
    void refusesAnImageProfileOfAHundredThousandVibs() throws IOException {
        String[] ids = new String[100_000];
        java.util.Arrays.fill(ids, BASE.id());
        Found found = scan(sample().bulletin(bulletin("b", BASE)).profile("image", ids));
        assertEquals(Set.of("b"), found.ids());
        assertTrue(
                found.collected().problems.toString().contains("names more than 5000 VIBs"),
                found.collected().problems::toString);
    }

    @Test
    void choosesAmongTheImageProfiles() throws IOException {
        SampleBulletin.Vib newer = SampleBulletin.Vib.of("esx-base", "8.0.3-0.10");
        SampleBulletin.Vib seven = SampleBulletin.Vib.of("esx-base", "7.0.3-0.5");
        SampleBundle bundle =
                sample().bulletin(bulletin("b", BASE))
                        .metadataEntry("vibs/newer", newer.descriptor())
                        .metadataEntry("vibs/seven", seven.descriptor())
                        .profile("old", BASE.id())
                        .profile("new", newer.id())
                        .profile("new-no-tools", newer.id())
                        .profile("seven", seven.id());
        Set<String> others = Set.of("b", newer.id(), seven.id());
        assertEquals(
                Set.of("new", "new-no-tools", "seven"),
                scan(bundle, ProfileChoice.NEWEST).idsBut(others));
        Found none = scan(bundle, ProfileChoice.NONE);
        assertEquals(Set.of(), none.idsBut(others));
        assertEquals(
                List.of(
                        "test: profiles=none leaves out 4 image profiles; hosts from 8.0 U2 on are"
                                + " updated by them"),
                none.remarks());
    }

    @Test
    void listsNoticesWhereverTheyStandAndEachOnce() throws IOException {
        String recall =
                bulletin("RECALL-1")
                        .with("releaseType", "notification")
                        .with("category", "recall")
                        .alone()
                        .replace(
                                "</bulletin>",
                                "<recalledVibList><vibID>v</vibID></recalledVibList>"
                                        + "<recalledBulletinList><bulletinID>b</bulletinID>"
                                        + "</recalledBulletinList><contentBody><defaultText>Do not"
                                        + " install</defaultText></contentBody></bulletin>");
        String list = "<metadataResponse>" + recall + "</metadataResponse>";
        SampleBundle bundle =
                sample().bulletin(bulletin("b", VIB))
                        .metadataEntry("bulletins/RECALL-1.xml", recall)
                        .metadataEntry("notifications.xml", list)
                        .metadataEntry("vmware.xml", list)
                        .notices(
                                "notifications.zip",
                                SampleBundle.zip(
                                        Map.of("notifications.xml", SampleBundle.bytes(list))));
        Found found = scan(bundle);
        assertEquals(Map.of(), found.collected().problems);
        assertEquals(Set.of("b", "RECALL-1"), found.ids());
        assertEquals(2, found.collected().patches.size());
        Patch patch = found.patch("RECALL-1");
        assertEquals(PatchKind.NOTICE, patch.kind());
        assertNull(patch.metadata());
        assertEquals(
                new Notice(
                        Notice.Kind.RECALL,
                        List.of("b"),
                        List.of("v"),
                        List.of(),
                        "Do not install"),
                patch.notice());
    }

    @ParameterizedTest
    @CsvSource({"recallfix,RECALL_FIX", "info,INFO", "bugfix,INFO"})
    void tellsTheKindsOfNotices(String category, Notice.Kind kind) throws IOException {
        Patch patch =
                scan(sample().bulletin(
                                        bulletin("n")
                                                .with("releaseType", "notification")
                                                .with("category", category)))
                        .patch("n");
        assertNotNull(patch.notice());
        assertEquals(kind, patch.notice().kind());
    }

    @Test
    void readsTheOtherNoticesOfADocumentInWhichOneCannotBeUsed() throws IOException {
        String bad = bulletin("BAD").with("releaseDate", "soon").alone();
        SampleBundle bundle =
                sample().bulletin(bulletin("b", VIB))
                        .notices(
                                "notifications.zip",
                                SampleBundle.zip(
                                        Map.of(
                                                "1.xml",
                                                SampleBundle.bytes(
                                                        "<metadataResponse>"
                                                                + aNotice("N-1")
                                                                + bad
                                                                + aNotice("N-2")
                                                                + "</metadataResponse>"),
                                                "2.xml",
                                                SampleBundle.bytes("<metadataResponse>"),
                                                "3.xml",
                                                SampleBundle.bytes(aNotice("N-3")))));

        Found found = scan(bundle);

        assertEquals(Set.of("b", "N-1", "N-2", "N-3"), found.ids());
        assertEquals(2, found.collected().problems.size(), found.collected().problems::toString);
        assertTrue(found.collected().problems.containsKey("BAD"));
    }

    private static String aNotice(String id) {
        return bulletin(id).with("releaseType", "notification").alone();
    }

    private static SampleBundle sample() {
        return new SampleBundle();
    }

    private static SampleBulletin bulletin(String id, SampleBulletin.Vib... vibs) {
        return SampleBulletin.of(id, "8.0", vibs);
    }

    private static String entry(SampleBulletin.Vib vib) {
        return "vibs/%s-%d.xml".formatted(vib.name(), vib.id().hashCode());
    }

    private Found scan(SampleBundle bundle) throws IOException {
        return scan(bundle, ProfileChoice.ALL);
    }

    private Found scan(SampleBundle bundle, ProfileChoice choice) throws IOException {
        return Found.at(bundle.zipTo(folder.resolve("bundle.zip")), workspace, choice);
    }
}
