package org.esxsync.compliance;

import static org.esxsync.compliance.Judging.compliance;
import static org.esxsync.compliance.Judging.report;
import static org.esxsync.compliance.Judging.told;
import static org.esxsync.compliance.Judging.withBuild;
import static org.esxsync.compliance.ListedPatches.bulletin;
import static org.esxsync.compliance.ListedPatches.vib;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.esxsync.api.compliance.Baseline;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.PatchVerdict;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PatchSummary;
import org.esxsync.room.testkit.RealSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds whose numbers mislead are judged for what they are. */
class BuildTrapsTest {

    private static final Pattern BUILD = Pattern.compile("\\b\\d{7,8}\\b");

    @ParameterizedTest
    @MethodSource("org.esxsync.compliance.BuildTrap#all")
    void eachTrapIsJudged(BuildTrap trap) {
        judge(trap);
    }

    private static void judge(BuildTrap trap) {
        switch (trap.meaning()) {
            case ORDER -> ordered(trap);
            case RECALLED -> recalled(trap);
            case OTHER_PRODUCT -> otherProduct(trap);
        }
    }

    /** The published list of traps: each row, and each build that its remark names, is judged. */
    @Test
    void eachRowOfTheSamplesIsJudged() throws IOException {
        int rows = 0;
        for (String row : Files.readAllLines(RealSamples.require("hosts/builds-traps.tsv"))) {
            if (!row.startsWith("#") && !row.isBlank()) {
                judgeRow(row);
                rows++;
            }
        }
        assertTrue(rows >= 10, "only so many rows: " + rows);
    }

    private static void judgeRow(String row) {
        List<Long> builds =
                BUILD.matcher(row)
                        .results()
                        .map(MatchResult::group)
                        .map(Long::valueOf)
                        .distinct()
                        .toList();
        for (Long build : builds) {
            List<BuildTrap> traps = BuildTrap.with(build);
            assertTrue(!traps.isEmpty(), () -> "no verdict is known of " + build + " in " + row);
            traps.forEach(BuildTrapsTest::judge);
        }
        boolean isRecalled = row.contains("Recalled");
        boolean isOther = row.contains("other product");
        for (BuildTrap trap : BuildTrap.with(builds.get(0))) {
            assertEquals(isRecalled, trap.meaning() == BuildTrap.Meaning.RECALLED, row);
            assertEquals(isOther, trap.meaning() == BuildTrap.Meaning.OTHER_PRODUCT, row);
        }
    }

    /** A host of one of the versions has those up to it, and lacks the others. */
    private static void ordered(BuildTrap trap) {
        HostCompliance compliance = compliance(listed(trap));
        for (String base : trap.bases()) {
            String expected = expected(trap, base).toString();
            assertEquals(expected, told(compliance, byBuild(trap, base)), base);
            assertEquals(expected, told(compliance, byVib(trap, base)), base);
        }
    }

    private static ListedPatches listed(BuildTrap trap) {
        ListedPatches listed = new ListedPatches();
        // From the highest to the lowest, so that the order of the list helps nobody.
        for (int i = trap.bases().size() - 1; i >= 0; i--) {
            String base = trap.bases().get(i);
            listed.release(trap.release(), bulletin(base, vib("esx-base", base)));
        }
        return listed;
    }

    private static Map<String, PatchVerdict> expected(BuildTrap trap, String has) {
        Map<String, PatchVerdict> expected = new TreeMap<>();
        int place = trap.bases().indexOf(has);
        int last = trap.bases().size() - 1;
        for (int i = 0; i <= last; i++) {
            PatchVerdict lacking = i == last ? PatchVerdict.MISSING : PatchVerdict.SUPERSEDED;
            expected.put(trap.bases().get(i), i <= place ? PatchVerdict.INSTALLED : lacking);
        }
        return expected;
    }

    private static Host byBuild(BuildTrap trap, String base) {
        return withBuild(trap.release(), BuildTrap.version(base), BuildTrap.build(base));
    }

    private static Host byVib(BuildTrap trap, String base) {
        return Host.builder("h")
                .release(EsxRelease.parse(trap.release()))
                .vibs(List.of(new InstalledVib("esx-base", new VibVersion(base), "")))
                .build();
    }

    /** What was recalled is not demanded; a host that has it is told so, and lacks the next one. */
    private static void recalled(BuildTrap trap) {
        String recalled = trap.bases().get(0);
        String next = trap.bases().get(1);
        PatchSummary bad =
                new PatchSummary(
                        bulletin("BAD", vib("esx-base", recalled)),
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        true);
        PatchSummary good =
                new PatchSummary(bulletin("GOOD", vib("esx-base", next)), List.of(), List.of(), 0);
        HostCompliance compliance =
                compliance(new ListedPatches().summaries(trap.release(), List.of(bad, good)));
        for (Host host : List.of(byBuild(trap, recalled), byVib(trap, recalled))) {
            assertEquals("{GOOD=MISSING}", told(compliance, host));
            assertEquals(
                    List.of("it has esx-base %s of BAD, which was recalled".formatted(recalled)),
                    report(compliance, host).remarks());
        }
        for (Host host : List.of(byBuild(trap, next), byVib(trap, next))) {
            assertEquals("{GOOD=INSTALLED}", told(compliance, host));
            assertEquals(List.of(), report(compliance, host).remarks());
        }
    }

    /** In whatever form it tells its build, and whatever release is asked for, it is no ESXi. */
    private static void otherProduct(BuildTrap trap) {
        String base = trap.bases().get(0);
        long build = BuildTrap.build(base);
        List<String> outputs =
                List.of(
                        "VMware ESXi %s build-%d".formatted(BuildTrap.version(base), build),
                        "Name      Version             Vendor  Acceptance Level  Install Date\n"
                            + "--------  ------------------  ------  ----------------  ----------\n"
                                + "esx-base  %s  VMware  VMwareCertified   2022-01-01"
                                        .formatted(base),
                        "   Name: ESXi-%s-%d-standard\n   Creation Time: 2022-01-01T00:00:00"
                                .formatted(BuildTrap.version(base), build));
        HostCompliance compliance =
                compliance(
                        new ListedPatches()
                                .release(
                                        trap.release(),
                                        bulletin("P", vib("esx-base", "7.0.0-1.0.15843807")),
                                        bulletin("Q", vib("esx-base", "7.0.3-0.1.19193900"))));
        List<Host> hosts = new ArrayList<>(List.of(byBuild(trap, base)));
        outputs.forEach(output -> hosts.add(read(output)));
        for (Host host : hosts) {
            for (String release : new String[] {null, trap.release()}) {
                HostReport report =
                        compliance.judge(List.of(host), Baseline.ALL, release).hosts().get(0);
                assertEquals(HostVerdict.UNKNOWN, report.verdict(), host::toString);
                assertEquals(
                        "it runs ESXi for Arm, which is another product; no patches of it are"
                                + " listed",
                        report.reason());
            }
        }
    }

    private static Host read(String output) {
        Host host =
                new InventoryReader()
                        .read(
                                "h",
                                new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)))
                        .hosts()
                        .get(0);
        assertEquals("esxiarm-7.0", String.valueOf(host.release()), output);
        return host;
    }
}
