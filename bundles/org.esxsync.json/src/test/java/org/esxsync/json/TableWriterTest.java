package org.esxsync.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.esxsync.api.json.CsvWriter;
import org.junit.jupiter.api.Test;

class TableWriterTest {

    private final CsvWriter writer = new TableWriter();

    private static String csv(Object... cells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Object cell : cells) {
            row.put("c" + row.size(), cell);
        }
        return CsvText.of(List.copyOf(row.keySet()), List.of(row)).split("\r\n", -1)[1];
    }

    @Test
    void eachRecordEndsWithALineBreakAsTheStandardSays() {
        assertEquals(
                """
                number,at,event,source,patch,revision,release,detail\r
                1,2026-02-03T12:00:00Z,sync_started,,,,,all\r
                """,
                writer.history(Samples.HISTORY.subList(0, 1)));
    }

    @Test
    void cellsWithCommasAndQuotesAreQuoted() {
        assertEquals("\"a, \"\"b\"\"\",c d,7,true", csv("a, \"b\"", "c d", 7, true));
    }

    @Test
    void whatASpreadsheetWouldRunIsHarmless() {
        assertEquals(
                "'=1+1,'+1,'-1,'@x,\"'=a,b\",a=b,-7",
                csv("=1+1", "+1", "-1", "@x", "\t =a,b", "a=b", -7));
    }

    @Test
    void aCellIsOneLineOfVisibleCharacters() {
        assertEquals("a b [31mé 😀", csv("a\r\nb\u001b[31mé 😀"));
    }

    @Test
    void whatIsUnknownIsEmptyAndWordsArePartedByBlanks() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("none", null);
        row.put("words", Arrays.asList("a", "b"));
        assertEquals(
                "none,words,absent\r\n,a b,\r\n",
                CsvText.of(List.of("none", "words", "absent"), List.of(row)));
    }

    @Test
    void everyColumnIsAFieldOfTheSameNameInJson() throws Exception {
        String document = Files.readString(Path.of("JSON.md"));
        Stream.of(
                        writer.releases(Samples.RELEASES),
                        writer.sources(Samples.SOURCES),
                        writer.mirrors(Samples.MIRRORS),
                        writer.patches(Samples.PATCHES),
                        writer.history(Samples.HISTORY),
                        writer.changes(Samples.CHANGES),
                        writer.planned(Samples.PLAN.patches()),
                        writer.findings(Samples.VERIFICATION.findings()),
                        writer.pruned(Samples.PRUNING.patches()),
                        writer.configurations(Samples.CONFIGURATIONS),
                        writer.vulnerabilities(AdvisorySamples.DETAILS))
                .flatMap(text -> Stream.of(text.lines().findFirst().orElseThrow().split(",")))
                .forEach(name -> assertTrue(document.contains("`" + name + "`"), name));
    }

    @Test
    void patchesAreWrittenWithTheNumbersOfJson() {
        assertTrue(
                writer.releases(Samples.RELEASES).startsWith("release,matcher,known,claimed,pub"));
        assertEquals(Samples.PATCHES.size() + 1L, writer.patches(Samples.PATCHES).lines().count());
        assertEquals(
                """
                change,patch,revision,source,releases,at,title\r
                added,ESX-1,r1,vmware,esx-3.0.1,2026-02-03T12:01:01.500Z,"Fixes =, and more"\r
                """,
                writer.changes(Samples.CHANGES));
    }

    @Test
    void eachReleaseOfAMirrorIsARowAndAMirrorWithoutAnyIsOne() {
        assertEquals(
                """
                id,name,host,directory,lastSuccess,reportedAt,succeeded,freeBytes,totalBytes,release,published,failed\r
                u-1,Oslo,vm1,/srv/mirror,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,false,10,20,esx-3.0.1,3,1\r
                u-1,Oslo,vm1,/srv/mirror,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,false,10,20,esxi-8.0,4,0\r
                u-2,,vm2,/srv/mirror,,,,,,,,\r
                """,
                writer.mirrors(Samples.MIRRORS));
    }

    @Test
    void findingsRemovalsAndSettingsHaveARowEach() {
        assertEquals(
                Samples.VERIFICATION.findings().size() + 1L,
                writer.findings(Samples.VERIFICATION.findings()).lines().count());
        assertEquals(
                Samples.PRUNING.patches().size() + 1L,
                writer.pruned(Samples.PRUNING.patches()).lines().count());
        assertEquals(
                Samples.CONFIGURATIONS.stream().mapToLong(each -> each.keys().size()).sum() + 1,
                writer.configurations(Samples.CONFIGURATIONS).lines().count());
    }

    @Test
    void eachFixOfAVulnerabilityIsARow() {
        assertEquals(
                """
                cve,severity,score,exploited,release,branch,state,fixedIn,advisory,patches,title\r
                CVE-2024-37085,medium,6.8,true,esxi-8.0,8.0.3,fixed,ESXi80U3-24022510,,BULLETIN,'=1+1\r
                CVE-2024-37085,medium,6.8,true,esxi-7.0,,no_fix,,,,'=1+1\r
                CVE-2012-1516,,,false,,,unknown,,,,\r
                """,
                writer.vulnerabilities(AdvisorySamples.DETAILS));
    }
}
