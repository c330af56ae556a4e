package org.esxsync.advisory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.esxsync.advisory.record.Records;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.PatchedFix;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoriesTest {

    @TempDir Path directory;
    private FakeCatalogue mirror;
    private Path place;

    @BeforeEach
    void make() throws IOException {
        mirror = new FakeCatalogue(Files.createDirectory(directory.resolve("mirror")));
        place = Files.createDirectory(directory.resolve("place"));
    }

    private static AdvisorySource source(String name, Path location) {
        return new AdvisorySource(
                TypedConfiguration.of(
                        AdvisoryConfig.class, Map.of("location", location.toString())),
                Map.of("service.pid", AdvisorySource.PID + "~" + name));
    }

    private ConfiguredAdvisories advisories(Path... locations) {
        List<AdvisorySource> sources =
                Stream.of(locations)
                        .map(each -> source(each.getFileName().toString(), each))
                        .toList();
        return new ConfiguredAdvisories(mirror, mirror.catalogue(), sources);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(place.resolve(name), text);
    }

    private KnownVulnerabilities read() {
        return advisories(place).read();
    }

    private static List<String> fixes(Vulnerability vulnerability) {
        return vulnerability.fixes().stream()
                .map(
                        fix ->
                                "%s %s"
                                        .formatted(
                                                fix.release(),
                                                fix.fixedIn() == null
                                                        ? fix.state()
                                                        : fix.fixedIn().text()))
                .toList();
    }

    private static List<String> cves(List<Vulnerability> vulnerabilities) {
        return vulnerabilities.stream().map(Vulnerability::cve).toList();
    }

    @Test
    void anAdvisoryLeadsToThePatchesOfATable() throws IOException {
        write("a.json", Records.withoutProduct("CVE-2012-1516", "VMSA-2012-0009"));
        write("b.json", Records.withoutProduct("CVE-2013-1000", "VMSA-2013-0001"));
        write(
                "ids.tsv",
                """
                esx_version\tpatch_id\tadvisories
                ESX 4.1\tESX410-201205401-SG\tVMSA-2012-0009
                ESX 2.5.5\t8\tVMSA-2012-0001 VMSA-2012-0009
                ESXi 4.1\tESXi410-201205401-SG\tVMSA-2012-0009
                """);
        KnownVulnerabilities known = read();
        Vulnerability found = known.find("cve-2012-1516").orElseThrow();
        assertEquals(
                List.of(
                        "esxi-4.1 ESXi410-201205401-SG",
                        "esx-4.1 ESX410-201205401-SG",
                        "esx-2.5.5 8"),
                fixes(found));
        assertEquals("VMSA-2012-0009", found.fixes().get(0).advisory());
        assertEquals(FixState.FIXED, found.state());
        assertEquals(FixState.UNKNOWN, known.find("CVE-2013-1000").orElseThrow().state());
    }

    @Test
    void aTableTellsThatAReleaseIsNotAffected() throws IOException {
        write("a.json", Records.withoutProduct("CVE-2012-1516", "VMSA-2012-0009"));
        write("b.json", Records.withFields("CVE-2024-37085", "8.0 ESXi80U3-24022510", "7.0"));
        write(
                "ids.tsv",
                """
                release\tpatch\tadvisory\tcve
                ESX 4.1\tESX410-201205401-SG\tVMSA-2012-0009\t
                ESXi 8.0\tnot affected\tVMSA-2012-0009\t
                ESX 4.1\tnot affected\tVMSA-2012-0009\t
                esxi-7.0\tNot affected\t\tCVE-2024-37085
                esxi-9.0\tNot affected\t\tCVE-2024-37085
                """);
        KnownVulnerabilities known = read();
        Vulnerability old = known.find("CVE-2012-1516").orElseThrow();
        assertEquals(List.of("esxi-8.0 NOT_AFFECTED", "esx-4.1 ESX410-201205401-SG"), fixes(old));
        assertEquals("VMSA-2012-0009", old.fixes().get(0).advisory());
        assertEquals(FixState.FIXED, old.state());
        assertEquals(
                List.of("esxi-9.0 NOT_AFFECTED", "esxi-8.0 ESXi80U3-24022510", "esxi-7.0 NO_FIX"),
                fixes(known.find("CVE-2024-37085").orElseThrow()),
                "what the record calls affected is so");
    }

    @Test
    void whatARecordLeavesOpenStaysSoWhereATableAnswersForAnotherRelease() throws IOException {
        write("a.json", Records.withValues("CVE-2017-1000", "6.5", "6.0"));
        write("b.json", Records.withValues("CVE-2017-1001", "6.5", "6.0"));
        write("c.json", Records.withFields("CVE-2017-1002", "any"));
        write(
                "ids.tsv",
                """
                release\tpatch\tcve
                ESXi 6.5\tnot affected\tCVE-2017-1000 CVE-2017-1002
                ESXi 6.5\tESXi650-201712103-SG\tCVE-2017-1001
                """);
        KnownVulnerabilities known = read();
        Vulnerability open = known.find("CVE-2017-1000").orElseThrow();
        assertEquals(List.of("esxi-6.5 NOT_AFFECTED", "esxi-6.0 UNKNOWN"), fixes(open));
        assertEquals(FixState.UNKNOWN, open.state());
        assertEquals(
                List.of("esxi-6.5 ESXi650-201712103-SG"),
                fixes(known.find("CVE-2017-1001").orElseThrow()),
                "a fix answers for all");
        Vulnerability unnamed = known.find("CVE-2017-1002").orElseThrow();
        assertEquals(List.of("esxi-6.5 NOT_AFFECTED"), fixes(unnamed));
        assertEquals(FixState.UNKNOWN, unnamed.state());
    }

    /** What one advisory is silent of, the other may be about. */
    @Test
    void ofSeveralAdvisoriesAllMustSayThatAReleaseIsNotAffected() throws IOException {
        write(
                "a.json",
                Records.record(
                        "CVE-2012-1516",
                        "{\"product\": \"n/a\"}",
                        Records.reference("https://example.com/VMSA-2012-0009+VMSA-2012-0011")));
        write(
                "ids.tsv",
                """
                release\tpatch\tadvisory
                ESXi 8.0\tnot affected\tVMSA-2012-0009
                ESXi 7.0\tnot affected\tVMSA-2012-0009 VMSA-2012-0011
                ESXi 6.7\tnot affected\tVMSA-2012-0009
                ESXi 6.7\tESXi670-201801401-SG\tVMSA-2012-0011
                """);
        write("own.tsv", "release\tpatch\tcve\nESXi 6.5\tnot affected\tCVE-2012-1516\n");

        assertEquals(
                List.of(
                        "esxi-7.0 NOT_AFFECTED",
                        "esxi-6.7 ESXi670-201801401-SG",
                        "esxi-6.5 NOT_AFFECTED"),
                fixes(read().find("CVE-2012-1516").orElseThrow()));
    }

    /** An advisory is about several vulnerabilities, so that a record that names patches counts. */
    @Test
    void aTableOfAdvisoriesAddsNothingToARecordThatNamesPatches() throws IOException {
        write(
                "a.json",
                Records.record(
                        "CVE-2017-4940",
                        """
                        {"product": "ESXi", "versions": [{"version": "6.5 before ESXi650-201712103-SG"}]}
                        """,
                        Records.reference("https://example.com/VMSA-2017-0021")));
        write(
                "ids.tsv",
                "patch\tadvisory\tcve\nESXi650-1\tVMSA-2017-0021\t\n"
                        + "ESXi650-201712103-SG\t\tCVE-2017-4940\n"
                        + "ESXi600-201711103-SG\t\tCVE-2017-4940\n");
        assertEquals(
                List.of("esxi-6.5 ESXi650-201712103-SG", "esxi-6.0 ESXi600-201711103-SG"),
                fixes(read().find("CVE-2017-4940").orElseThrow()));
    }

    @Test
    void theListOfExploitedOnesMarksRecordsOfAllPlaces() throws IOException {
        write("a.json", Records.withFields("CVE-2024-37085", "8.0 ESXi80U3-24022510", "7.0"));
        Path list = directory.resolve("known.json");
        Files.writeString(list, Records.exploited("CVE-2024-37085", "CVE-2023-20867"));
        assertFalse(read().knowsExploited());
        KnownVulnerabilities known = advisories(place, list).read();
        assertTrue(known.knowsExploited());
        assertTrue(known.find("CVE-2024-37085").orElseThrow().isExploited());
        assertEquals(List.of("CVE-2024-37085"), cves(known.all()));
        Vulnerability only = known.find("CVE-2023-20867").orElseThrow();
        assertTrue(only.isExploited());
        assertEquals(FixState.UNKNOWN, only.state());
        assertTrue(known.find("CVE-2023-1").isEmpty());
    }

    @Test
    void ofTwoRecordsTheLaterCounts() throws IOException {
        String record = Records.withFields("CVE-2024-37085", "7.0");
        write(
                "a.json",
                record.replace("\"state\"", "\"dateUpdated\": \"2025-01-02T00:00:00Z\", \"state\"")
                        .replace("\"7.0\"", "\"6.7\""));
        write(
                "b.json",
                record.replace(
                        "\"state\"", "\"dateUpdated\": \"2024-01-02T00:00:00Z\", \"state\""));
        assertEquals(
                List.of("esxi-6.7 NO_FIX"), fixes(read().find("CVE-2024-37085").orElseThrow()));
    }

    private static Patch patch(String id) {
        return Patch.builder("depot", id, "depot").build();
    }

    private static Patch base(String id, String version) {
        return Patch.builder("depot", id, "depot")
                .vib(Vib.builder("VMware", "bootbank", "esx-base", new VibVersion(version)).build())
                .build();
    }

    @Test
    void aPatchClosesWhatItsBuildHas() throws IOException {
        write(
                "a.json",
                Records.withFields(
                        "CVE-2025-41236",
                        "8.0 ESXi80U3f-24784735",
                        "8.0 ESXi80U2e-24789317",
                        "7.0 ESXi70U3w-24784741"));
        write("b.json", Records.withFields("CVE-2024-37085", "8.0 ESXi80U3-24022510", "7.0"));
        write("c.json", Records.withValues("CVE-2017-4940", "6.5 before ESXi650-201712103-SG"));
        KnownVulnerabilities known = read();
        assertEquals(List.of("CVE-2017-4940"), cves(known.closedBy(patch("esxi650-201712103-sg"))));
        assertEquals(
                List.of("CVE-2017-4940"),
                cves(
                        known.closedBy(
                                Patch.builder("depot", "ESXi650-201801401-BG", "depot")
                                        .supersedes(List.of("ESXi650-201712103-SG"))
                                        .build())));
        List<String> both = List.of("CVE-2024-37085", "CVE-2025-41236");
        assertEquals(both, cves(known.closedBy(patch("ESXi-8.0U3f-24784735-standard"))));
        assertEquals(both, cves(known.closedBy(base("image", "8.0.3-0.99.24859861"))));
        assertEquals(
                List.of("CVE-2024-37085"),
                cves(known.closedBy(base("old", "8.0.3-0.90.24674464"))));
        assertEquals(
                List.of("CVE-2025-41236"), cves(known.closedBy(base("u2", "8.0.2-0.55.24789317"))));
        assertEquals(List.of(), known.closedBy(base("u2", "8.0.2-0.50.24585300")));
        assertEquals(List.of(), known.closedBy(base("ga", "9.0.1-0.0.24957456")));
        assertEquals(List.of(), known.closedBy(patch("other")));
    }

    private static Patch superseding(String id, String... older) {
        return Patch.builder("files", id, "files").supersedes(List.of(older)).build();
    }

    @Test
    void whatSupersedesAFixClosesWhatItClosedOverEachStep() throws IOException {
        write("a.json", Records.withoutProduct("CVE-2008-0001", "VMSA-2008-0001"));
        write("ids.tsv", "patch\tadvisory\nESX350-1\tVMSA-2008-0001\n");
        Patch last = superseding("ESX350-4", "ESX350-3");
        mirror.patches()
                .addAll(
                        List.of(
                                superseding("ESX350-2", "esx350-1"),
                                superseding("ESX350-3", "ESX350-2", "ESX350-3"),
                                last,
                                superseding("OTHER-1", "OTHER-2"),
                                superseding("OTHER-2", "OTHER-1", "ESX350-4", "OTHER-2")));
        KnownVulnerabilities known = read();

        for (Patch each : mirror.patches()) {
            assertEquals(List.of("CVE-2008-0001"), cves(known.closedBy(each)), each.id());
        }
        assertEquals(
                List.of("CVE-2008-0001"),
                cves(known.closedBy(superseding("not-listed", "ESX350-4"))));
        assertEquals(List.of(), known.closedBy(superseding("ESX350-0")), "it is older");
        assertTrue(known.closing(each -> each.cve().equals("CVE-2008-0001")).test(last));
        assertFalse(known.closing(Vulnerability::isExploited).test(last));
    }

    @Test
    void whatAFixSupersedesInItsTurnDoesNotCloseWhatItFixes() throws IOException {
        write("a.json", Records.withoutProduct("CVE-2008-0001", "VMSA-2008-0001"));
        write("ids.tsv", "patch\tadvisory\nESX350-2\tVMSA-2008-0001\n");
        Patch older = superseding("ESX350-1", "ESX350-3");
        Patch fix = superseding("ESX350-2", "ESX350-1");
        Patch between = superseding("ESX350-3", "ESX350-2");
        Patch newer = superseding("ESX350-4", "ESX350-1");
        mirror.patches().addAll(List.of(older, fix, between, newer));
        KnownVulnerabilities known = read();

        assertEquals(List.of(), known.closedBy(older));
        assertEquals(List.of(), known.closedBy(between));
        assertEquals(List.of("CVE-2008-0001"), cves(known.closedBy(fix)));
        assertEquals(List.of("CVE-2008-0001"), cves(known.closedBy(newer)), "it is in no circle");
    }

    @Test
    void aRevisionClosesNothingThatAnotherOneOfItsIdSupersedes() throws IOException {
        write("a.json", Records.withoutProduct("CVE-2008-0001", "VMSA-2008-0001"));
        write("ids.tsv", "patch\tadvisory\nESX350-1\tVMSA-2008-0001\n");
        Patch one = superseding("ESX350-2", "ESX350-1");
        Patch other = superseding("ESX350-2", "ESX350-0");
        mirror.patches().addAll(List.of(one, other));
        KnownVulnerabilities known = read();

        assertEquals(List.of("CVE-2008-0001"), cves(known.closedBy(one)));
        assertEquals(List.of(), known.closedBy(other));
    }

    /** The catalogue is read while the predicate is asked. */
    @Test
    void theCatalogueIsNotReadAgainWhileItIsRead() throws IOException {
        write("a.json", Records.withValues("CVE-2017-4940", "6.5 before ESXi650-201712103-SG"));
        mirror.patches().add(superseding("ESXi650-201801401-BG", "ESXi650-201712103-SG"));
        Predicate<Patch> closing = read().closing(each -> true);
        Patch patch = mirror.patches().get(0);
        mirror.patches().clear();

        assertTrue(closing.test(patch));
    }

    @Test
    void eachFixHasThePatchesOfItsNameAndItsBuild() throws IOException {
        write(
                "a.json",
                Records.withFields(
                        "CVE-2025-41236", "8.0 ESXi80U3f-24784735", "8.0 ESXi80U2e-24789317"));
        mirror.patches()
                .addAll(
                        List.of(
                                patch("ESXi-8.0U3f-24784735-standard"),
                                patch("ESXi80U3f-24784735"),
                                base("b", "8.0.3-0.99.24859861"),
                                base("c", "8.0.3-0.95.24784735")));
        ConfiguredAdvisories advisories = advisories(place);
        List<PatchedFix> fixes = advisories.details(advisories.read().all()).get(0).fixes();
        assertEquals(
                List.of("ESXi-8.0U3f-24784735-standard", "ESXi80U3f-24784735", "c"),
                fixes.get(0).patches().stream().map(each -> each.patch().id()).toList());
        assertEquals(List.of(), fixes.get(1).patches());
    }

    @Test
    void whatWasReadIsRememberedInTheMirrorsState() throws IOException {
        write("a.json", Records.withFields("CVE-2024-37085", "7.0"));
        assertEquals(0, read().places().get(0).unchanged());
        assertEquals(1, read().places().get(0).unchanged());
        assertTrue(Files.exists(mirror.directory().resolve(".esxsync/advisories/place")));
        assertEquals(1, read().places().get(0).vulnerabilities());
    }

    @Test
    void aPlaceThatIsMissingIsToldWithItsKey() {
        String message =
                assertThrows(
                                ConfigurationException.class,
                                () -> advisories(directory.resolve("none")).read())
                        .getMessage();
        assertTrue(message.contains("org.esxsync.advisory~none"), message);
        assertTrue(message.contains("location"), message);
        assertThrows(ConfigurationException.class, () -> advisories().read());
        AdvisoryCheck check = new AdvisoryCheck();
        assertEquals(1, check.problems("org.esxsync.advisory~x", Map.of()).size());
        assertEquals(
                List.of(),
                check.problems("org.esxsync.advisory~x", Map.of("location", place.toString())));
    }

    /** Those samples are on some machines alone. */
    @Test
    void realRecordsOfEachEraAreResolved() {
        KnownVulnerabilities known =
                advisories(
                                RealSamples.require("advisories"),
                                RealSamples.require("legacy/esx_security_patch_ids.tsv"))
                        .read();
        assertEquals(List.of(), known.places().get(0).problems());
        assertEquals(12, known.find("CVE-2012-1516").orElseThrow().fixes().size());
        assertEquals(
                List.of(
                        "esxi-6.5 ESXi650-201712103-SG",
                        "esxi-6.0 ESXi600-201711103-SG",
                        "esxi-5.5 ESXi550-201709102-SG"),
                fixes(known.find("CVE-2017-4940").orElseThrow()));
        assertEquals(
                List.of(
                        "esxi-7.0 ESXi_7.0.1-0.0.16850804",
                        "esxi-6.7 ESXi670-202010401-SG",
                        "esxi-6.5 ESXi650-202010401-SG"),
                fixes(known.find("CVE-2020-3992").orElseThrow()));
        assertTrue(known.find("CVE-2020-3992").orElseThrow().isExploited());
        assertEquals(
                List.of("esxi-8.0 ESXi80a-20842819", "esxi-7.0 ESXi70U3si-20841705"),
                fixes(known.find("CVE-2022-31705").orElseThrow()));
        assertEquals(
                List.of("esxi-8.0 ESXi80U3-24022510", "esxi-7.0 NO_FIX"),
                fixes(known.find("CVE-2024-37085").orElseThrow()));
        assertEquals(
                List.of(
                        "esxi-8.0 ESXi80U3f-24784735",
                        "esxi-8.0 ESXi80U2e-24789317",
                        "esxi-7.0 ESXi70U3w-24784741"),
                fixes(known.find("CVE-2025-41236").orElseThrow()));
    }
}
