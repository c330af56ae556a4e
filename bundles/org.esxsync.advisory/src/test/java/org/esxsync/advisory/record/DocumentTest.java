package org.esxsync.advisory.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.Vulnerability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

    private static List<Finding> read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Finding> findings = new ArrayList<>();
        Document.json(bytes, bytes.length, findings::add);
        return findings;
    }

    private static List<Finding> table(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Finding> findings = new ArrayList<>();
        Document.table(bytes, bytes.length, findings::add);
        return findings;
    }

    private static Vulnerability one(String text) throws IOException {
        List<Finding> findings = read(text);
        assertEquals(1, findings.size(), text);
        return ((Finding.Told) findings.get(0)).vulnerability();
    }

    private static List<String> fixes(String text) throws IOException {
        return one(text).fixes().stream().map(DocumentTest::shown).toList();
    }

    private static String shown(Fix fix) {
        return "%s %s %s"
                .formatted(
                        fix.release(),
                        fix.state(),
                        fix.fixedIn() == null ? fix.told() : fix.fixedIn().text());
    }

    /** A matcher that goes one deeper for each of them has no room left. */
    @Test
    void aVersionOfAnyLengthIsRead() throws IOException {
        String endless = "1" + ".1".repeat(200_000);
        assertEquals(
                List.of("esxi-8.0 FIXED ESXi80U3f-24784735"),
                fixes(Records.withValues("CVE-2025-0001", endless, "ESXi80U3f-24784735")).stream()
                        .filter(each -> each.contains("FIXED"))
                        .toList());
        assertEquals(
                1,
                read(Records.withText(
                                "CVE-2025-0001", "ESXi", "ESXi_8.0.3" + endless + "-24784735"))
                        .size());
        assertEquals(
                1,
                read(Records.withFields("CVE-2025-0001", endless + " ESXi80U3f-24784735")).size());
    }

    @Test
    void whatIsTooDeepIsNotCalledWrong() {
        IOException problem =
                assertThrows(
                        IOException.class,
                        () -> read("{\"ESXi\": " + "[".repeat(200) + "]".repeat(200) + "}"));
        assertTrue(
                String.valueOf(problem.getMessage())
                        .startsWith("it is more than is read: at most 100 values in each other"),
                problem.getMessage());
    }

    @Test
    void aRecordUpTo2016NamesAnAdvisoryAlone() throws IOException {
        Vulnerability found = one(Records.withoutProduct("CVE-2012-1516", "VMSA-2012-0009"));
        assertEquals(List.of("VMSA-2012-0009"), found.advisories());
        assertEquals(List.of(), found.fixes());
    }

    @Test
    void aRecordOf2017HasAValueForEachRelease() throws IOException {
        assertEquals(
                List.of(
                        "esxi-6.5 FIXED ESXi650-201712103-SG",
                        "esxi-6.0 FIXED ESXi600-201711103-SG",
                        "esxi-5.5 FIXED ESXi550-201709102-SG"),
                fixes(
                        Records.withValues(
                                "CVE-2017-4940",
                                "6.5 before ESXi650-201712103-SG",
                                "6.0 without patch ESXi600-201711103-SG",
                                "5.5 before ESXi550-201709102-SG)")));
    }

    @Test
    void aRecordOf2020HasOneTextForAllReleases() throws IOException {
        assertEquals(
                List.of(
                        "esxi-7.0 FIXED ESXi_7.0.1-0.0.16850804",
                        "esxi-6.7 FIXED ESXi670-202010401-SG",
                        "esxi-6.5 UNKNOWN 6.5"),
                fixes(
                        Records.withText(
                                "CVE-2020-3992",
                                "VMware ESXi",
                                "VMware ESXi (7.0 before ESXi_7.0.1-0.0.16850804, 6.7 before"
                                        + " ESXi670-202010401-SG, 6.5)")));
    }

    @Test
    void otherProductsOfATextAreNoReleasesOfEsx() throws IOException {
        assertEquals(
                List.of("esxi-8.0 FIXED ESXi80a-20842819", "esxi-7.0 FIXED ESXi70U3si-20841705"),
                fixes(
                        Records.withText(
                                "CVE-2022-31705",
                                "VMware ESXi, VMware Workstation Pro / Player",
                                "VMware ESXi (8.0 prior to ESXi80a-20842819, 7.0 prior to"
                                        + " ESXi70U3si-20841705, VMware Workstation Pro / Player"
                                        + " (16.x prior to 16.2.5), VMware Cloud Foundation (4.5,"
                                        + " 3.1)")));
    }

    @Test
    void whereAFieldIsMissingSince2024ThereIsNoFix() throws IOException {
        Vulnerability found =
                one(Records.withFields("CVE-2024-37085", "8.0 ESXi80U3-24022510", "7.0"));
        assertEquals(
                List.of("esxi-8.0 FIXED ESXi80U3-24022510", "esxi-7.0 NO_FIX "),
                found.fixes().stream().map(DocumentTest::shown).toList());
        assertEquals("critical", found.severity());
        assertEquals(new BigDecimal("9.3"), found.score());
    }

    @Test
    void eachBranchHasItsOwnFix() throws IOException {
        assertEquals(
                List.of(
                        "esxi-8.0 FIXED ESXi80U3f-24784735",
                        "esxi-8.0 FIXED ESXi80U2e-24789317",
                        "esxi-7.0 FIXED ESXi70U3w-24784741"),
                fixes(
                        Records.withFields(
                                "CVE-2025-41236",
                                "8.0 ESXi80U3f-24784735",
                                "8.0 ESXi80U2e-24789317",
                                "7.0 ESXi70U3w-24784741")));
    }

    /** Nobody is told that there is no fix because we cannot read its name. */
    @Test
    void whatCannotBeReadIsUnknown() throws IOException {
        assertEquals(
                List.of("esxi-8.0 UNKNOWN 8.0, lessThan 8.0-U9"),
                fixes(Records.withFields("CVE-2026-1000", "8.0 8.0-U9")));
        assertEquals(
                List.of("esxi-7.0 UNKNOWN 7.0 before ESXi80U3f-24784735"),
                fixes(Records.withFields("CVE-2026-1000", "7.0 ESXi80U3f-24784735")));
        assertEquals(
                List.of("esxi-6.5 UNKNOWN 6.5"), fixes(Records.withValues("CVE-2017-1000", "6.5")));
    }

    private static String withVersions(String defaultStatus, String versions) {
        return Records.record(
                "CVE-2026-1000",
                """
                {"defaultStatus": "%s", "product": "VMware ESXi", "versions": [%s]}\
                """
                        .formatted(defaultStatus, versions),
                "");
    }

    @Test
    void aReleaseThatIsNamedAsUnaffectedIsNotAffected() throws IOException {
        assertEquals(
                List.of(
                        "esxi-8.0 FIXED ESXi80U3f-24784735",
                        "esxi-9.0 NOT_AFFECTED ",
                        "esxi-6.7 NOT_AFFECTED "),
                fixes(
                        withVersions(
                                "unknown",
                                """
                                {"status": "affected", "version": "8.0", "lessThan": "ESXi80U3f-24784735"},
                                {"status": "unaffected", "version": "9.0"},
                                {"status": "unaffected", "version": "6.7.x"}\
                                """)));
    }

    /** Of a branch or a range that is unaffected nothing follows for the release. */
    @Test
    void aPartOfAReleaseThatIsUnaffectedSaysNothingOfTheRelease() throws IOException {
        assertEquals(
                List.of(),
                fixes(
                        withVersions(
                                "affected",
                                """
                                {"status": "unaffected", "version": "8.0.3"},
                                {"status": "unaffected", "version": "ESXi80U3f-24784735"}\
                                """)));
        assertEquals(
                List.of(),
                fixes(
                        withVersions(
                                "affected",
                                """
                                {"status": "unaffected", "version": "8.0", "lessThan": "8.0.2"},
                                {"status": "unaffected", "version": "7.0", "lessThanOrEqual": "7.0.1"}\
                                """)));
    }

    @Test
    void aRecordWithoutAnAffectedVersionOfEsxAffectsNoRelease() throws IOException {
        assertEquals(List.of("null NOT_AFFECTED "), fixes(withVersions("unaffected", "")));
        assertEquals(List.of(), fixes(withVersions("unknown", "")));
        assertEquals(
                List.of("esxi-8.0 NO_FIX "),
                fixes(
                        withVersions(
                                "unaffected", "{\"status\": \"affected\", \"version\": \"8.0\"}")));
    }

    private static final String X86 =
            "{'product': 'VMware ESXi', 'platforms': ['x86'], 'defaultStatus': 'unaffected'}";

    private static List<String> fixesOf(String affected) throws IOException {
        return fixes(Records.record("CVE-2026-1000", affected.replace('\'', '"'), ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'product': 'VMware ESXi', 'defaultStatus': 'affected'",
                "'product': 'VMware ESXi'",
                "'product': 'VMware ESXi', 'defaultStatus': 'unaffected',"
                        + " 'versions': [{'version': 'n/a', 'status': 'affected'}]",
                "'product': 'VMware ESXi',"
                        + " 'versions': [{'version': 'all versions', 'status': 'affected'}]",
                "'product': 'VMware Cloud Foundation', 'defaultStatus': 'affected',"
                        + " 'versions': [{'version': 'ESXi of any', 'status': 'affected'}]",
                "'product': 'n/a'",
            })
    void oneElementThatMayBeAffectedSpeaksAgainstAllTheOthers(String other) throws IOException {
        assertEquals(List.of(), fixesOf(X86 + ", {" + other + "}"));
        assertEquals(List.of(), fixesOf("{" + other + "}, " + X86));
    }

    @Test
    void elementsThatAreAllUnaffectedAffectNoRelease() throws IOException {
        assertEquals(
                List.of("esxi-8.0 NOT_AFFECTED ", "null NOT_AFFECTED "),
                fixesOf(
                        X86
                                + ", {'product': 'VMware ESX', 'defaultStatus': 'unaffected',"
                                + " 'versions': [{'version': '8.0', 'status': 'unaffected'}]},"
                                + " {'product': 'VMware Workstation', 'defaultStatus':"
                                + " 'affected'}"));
    }

    /** What lies beyond the range, or is older than the build, may be affected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'version': '0', 'lessThan': '*', 'changes': [{'at': '8.0', 'status': 'affected'}]",
                "'version': '8.0', 'lessThan': '8.0.2'",
                "'version': '8.0.3'",
                "'version': 'ESXi80U3f-24784735'",
            })
    void aPartThatIsUnaffectedDoesNotSpeakForAllReleases(String version) throws IOException {
        assertEquals(
                List.of(),
                fixesOf(
                        "{'product': 'VMware ESXi', 'defaultStatus': 'unaffected',"
                                + " 'versions': [{'status': 'unaffected', "
                                + version
                                + "}]}"));
    }

    @Test
    void whatTheRecordIsUndecidedOfIsUnknown() throws IOException {
        assertEquals(
                List.of(
                        "esxi-8.0 UNKNOWN 8.0",
                        "esxi-7.0 UNKNOWN 7.0, lessThan ESXi70U3w-24784741"),
                fixes(
                        withVersions(
                                "unaffected",
                                """
                                {"status": "unknown", "version": "8.0"},
                                {"status": "unknown", "version": "7.0", "lessThan": "ESXi70U3w-24784741"}\
                                """)));
    }

    @Test
    void anotherProductsRecordIsNoFinding() throws IOException {
        assertEquals(
                List.of(),
                read(
                        Records.record(
                                "CVE-2024-37079",
                                """
                                {"product": "VMware vCenter Server", "versions": [{"version": "8.0"}]}
                                """,
                                Records.reference("https://example.com/VMSA-2024-0012"))));
        assertEquals(
                List.of(),
                read(Records.withFields("CVE-2024-1", "8.0").replace("PUBLISHED", "REJECTED")));
        assertEquals(
                List.of(),
                read(
                        Records.withoutProduct("CVE-2012-1516", "none")
                                .replace("none", "the-esx-page")));
    }

    @Test
    void cisaMarksARecordAsExploited() throws IOException {
        String record =
                Records.withFields("CVE-2024-37085", "7.0")
                        .replace(
                                "\"containers\": {",
                                """
                                "containers": {"adp": [{"metrics": [
                                  {"other": {"type": "ssvc", "content": {}}},
                                  {"other": {"type": "kev", "content": {"dateAdded": "2021-11-03"}}}
                                ]}],\
                                """);
        Vulnerability found = one(record);
        assertTrue(found.isExploited());
        assertEquals(LocalDate.of(2021, 11, 3), found.exploitation().since());
    }

    @Test
    void theListOfExploitedOnesGoesByIds() throws IOException {
        List<Finding> findings = read(Records.exploited("CVE-2024-37085", "CVE-2019-5544"));
        assertEquals(new Finding.ExploitedList(LocalDate.of(2025, 8, 25)), findings.get(0));
        Finding.Exploited first = (Finding.Exploited) findings.get(1);
        assertEquals("CVE-2024-37085", first.cve());
        assertTrue(first.exploitation().byRansomware());
        assertEquals(3, findings.size());
    }

    @Test
    void aTableNamesItsColumns() throws IOException {
        assertEquals(
                List.of(
                        new Finding.Row("", "VMSA-2012-0001", "ESX410-201201401-SG", "ESX 4.1"),
                        new Finding.Row("", "VMSA-2012-0009", "ESX410-201201401-SG", "ESX 4.1")),
                table(
                        "esx_version\tpatch_id\tearliest_advisory_date\tadvisories\r\n"
                                + "ESX 4.1\tESX410-201201401-SG\t2012-01-30\tVMSA-2012-0001"
                                + " VMSA-2012-0009\r\n"
                                + "a line that was cut\n"));
        assertEquals(
                List.of(new Finding.Row("CVE-2012-1516", "", "X-1", "")),
                table("CVE\tPatch\ncve-2012-1516\tX-1\nno CVE\tX-2\n"));
        assertEquals(
                List.of(new Finding.Row("", "VMSA-2012-0009", "Not affected", "ESXi 8.0")),
                table("patch\tadvisory\trelease\nNot affected\tVMSA-2012-0009\tESXi 8.0\n"));
        String problem =
                assertThrows(
                                IOException.class,
                                () ->
                                        table(
                                                "patch\tcve\trelease\nnot affected\tCVE-2012-1516"
                                                        + "\tall\n"))
                        .getMessage();
        assertTrue(problem.contains("line 2 says 'not affected' of no release"), problem);
        assertThrows(IOException.class, () -> table("a,b\n1,2\n"));
        assertThrows(IOException.class, () -> table(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patch pending",
                "no patch planned for 8.0",
                "unaffected",
                "ESX410-201201401-SG ESX410-201201402-SG",
                "not\u00a0affected yet"
            })
    void wordsInPlaceOfAPatchAreRefusedWithTheirLine(String cell) {
        String table = "patch\tcve\trelease\nX-1\tCVE-2012-1516\t\n%s\tCVE-2012-1517\tesxi-8.0\n";
        String problem =
                assertThrows(IOException.class, () -> table(table.formatted(cell))).getMessage();
        assertTrue(problem.startsWith("its line 3 names no patch: '"), problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "{\"about\": \"ESXi\"",
                "{\"about\": \"ESXi\"}}",
                "{\"about\": \"ESXi\"} {}",
                "{\"about\": \"ESXi\", \"about\": [}",
                "{\"about\": \"ESXi\"}",
                "[\"ESXi\"]",
                "\"ESXi]",
            })
    void whatIsNoRecordIsRefused(String text) {
        assertThrows(IOException.class, () -> read(text));
    }

    @Test
    void aHostileDepthOrNumberOfValuesEndsAsAProblem() {
        assertProblem("[".repeat(100_000) + "\"ESXi\"" + "]".repeat(100_000), "more than is read");
        assertProblem("{\"ESXi\": [" + "[],".repeat(600_000) + "[]]}", "more than 500,000 values");
        assertProblem("{\"ESXi\": " + "9".repeat(10_000) + "}", "more than is read");
        assertProblem("{\"ESXi\": \"" + "x".repeat(2_000_000) + "\"}", "more than is read");
    }

    private static void assertProblem(String text, String part) {
        IOException problem = assertThrows(IOException.class, () -> read(text));
        assertTrue(problem.getMessage().contains(part), problem.getMessage());
        assertFalse(problem.getMessage().contains("[[["), problem.getMessage());
    }

    @Test
    void anIdThatIsNoneIsAProblem() {
        assertProblem(Records.withFields("CVE-1; rm", "8.0"), "not the id of a CVE record");
    }
}
