package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.SampleDepot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cve} and {@code patches --cve}: which patch of the mirror closes which vulnerability. */
class AdvisoryIT {

    private static final String RECORD =
            """
            {"cveMetadata": {"cveId": "%s", "state": "PUBLISHED"},
             "containers": {"cna": {"affected": [{"product": "ESXi", "defaultStatus": "unaffected",
               "versions": [%s]}]}}}
            """;
    private static final String VERSION =
            """
            {"version": "%s", "status": "affected", "lessThan": "%s"}\
            """;

    @TempDir static Path directory;
    private static Path places;
    private static EsxSync esxsync;
    private static Conf conf;

    @BeforeAll
    static void sync() throws Exception {
        Path depot = Files.createDirectory(directory.resolve("depot"));
        new SampleDepot(depot).vendor("vmw", "ESXi80U3f-24784735", "net-1").write();
        places = Files.createDirectory(directory.resolve("advisories"));
        record(
                "CVE-2025-41236",
                VERSION.formatted("8.0", "ESXi80U3f-24784735")
                        + ","
                        + VERSION.formatted("8.0", "ESXi80U2e-24789317")
                        + ","
                        + VERSION.formatted("7.0", "ESXi70U3w-24784741"));
        record(
                "CVE-2024-37085",
                VERSION.formatted("8.0", "ESXi80U3-24022510")
                        + ", {\"version\": \"7.0\", \"status\": \"affected\"}");
        Files.writeString(
                places.resolve("known.json"),
                """
                {"catalogVersion": "1", "vulnerabilities": [{"cveID": "CVE-2025-41236"}]}
                """);
        Files.writeString(places.resolve("broken.json"), "{\"about\": \"ESXi\"");
        conf =
                new Conf(directory.resolve("conf"))
                        .depot("sample", depot.resolve("vmw-depot-index.xml"))
                        .write("org.esxsync.advisory~cve", "location = " + places);
        esxsync = new EsxSync(directory);
        run("sync", "8.0").ended(0);
    }

    private static void record(String cve, String versions) throws IOException {
        Files.writeString(places.resolve(cve + ".json"), RECORD.formatted(cve, versions));
    }

    private static Run run(Object... words) throws Exception {
        return run(conf, words);
    }

    private static Run run(Conf with, Object... words) throws Exception {
        Object[] all = new Object[words.length + 4];
        System.arraycopy(words, 0, all, 4, words.length);
        all[0] = "--conf";
        all[1] = with;
        all[2] = "--mirror";
        all[3] = directory.resolve("mirror");
        return esxsync.run(all);
    }

    @Test
    void aVulnerabilityIsToldWithThePatchOfTheMirror() throws Exception {
        for (int i = 0; i < 2; i++) {
            Run run = run("cve", "CVE-2025-41236").ended(0);
            assertEquals(
                    List.of(
                            "Fixed in      ESXi80U3f-24784735 for esxi-8.0, branch 8.0.3",
                            "Fixed in      ESXi80U2e-24789317 for esxi-8.0, branch 8.0.2",
                            "Fixed in      ESXi70U3w-24784741 for esxi-7.0, branch 7.0.3"),
                    run.linesWith("Fixed in "),
                    run.toString());
            assertEquals(
                    1,
                    run.linesWith("patch ESXi80U3f-24784735, published in esxi-8.0").size(),
                    run.toString());
            assertEquals(1, run.linesWith("Exploited     yes").size(), run.toString());
            assertEquals(1, run.linesWith("broken.json").size(), run.toString());
        }
        assertTrue(Files.exists(directory.resolve("mirror/.esxsync/advisories/cve")));
    }

    @Test
    void whatHasNoFixAndWhatIsUnknownHaveTheirExitCodes() throws Exception {
        assertEquals(
                List.of("esxsync: CVE-2024-37085: no fix for esxi-7.0"),
                run("cve", "CVE-2024-37085").ended(2).err());
        Run unknown = run("cve", "CVE-1999-0001", "--json").ended(3);
        assertTrue(unknown.err().get(0).contains("UNKNOWN"), unknown.toString());
        assertTrue(unknown.out().get(1).contains("\"vulnerabilities\": []"), unknown.toString());
        run("cve", "no-such-patch").ended(64);
    }

    @Test
    void patchesThatCloseSomethingAreListed() throws Exception {
        assertEquals(
                List.of("ESXi80U3f-24784735"),
                run("patches", "--cve", "CVE-2025-41236").ended(0).out().stream()
                        .skip(1)
                        .map(line -> line.split(" ")[0])
                        .toList());
        assertEquals(
                1, run("patches", "--exploited", "--csv").ended(0).linesWith("ESXi80U3f").size());
        Run closed = run("cve", "ESXi80U3f-24784735").ended(0);
        assertEquals(1, closed.linesWith("CVE-2025-41236").size(), closed.toString());
        assertEquals(1, closed.linesWith("CVE-2024-37085").size(), closed.toString());
    }

    @Test
    void hostsAreToldWithWhatTheyAreOpenTo() throws Exception {
        Path host =
                Files.writeString(
                        directory.resolve("esx01.txt"),
                        "VMware ESXi 8.0.3 build-24022510\nVMware ESXi 8.0 Update 3\n");
        Run run = run("cve", host).ended(2);
        assertEquals(1, run.linesWith("esx01  CVE-2025-41236").size(), run.toString());
        assertEquals(1, run.linesWith("1 open (1 exploited), 1 closed").size(), run.toString());
        Run judged = run("compliance", host);
        assertEquals(1, judged.linesWith("1 open (1 exploited)").size(), judged.toString());
        assertEquals(
                1,
                run("cve", "--csv", host)
                        .ended(2)
                        .linesWith("esx01,esxi-8.0,1,1,0,CVE-2025-41236,,,true,")
                        .size());
        Conf wrong =
                new Conf(directory.resolve("unmounted"))
                        .write("org.esxsync.advisory~cve", "location = " + places + "/none");
        Run without = run(wrong, "compliance", host);
        assertEquals(1, without.linesWith("esx01  esxi-8.0").size(), without.toString());
        assertEquals(
                1, without.linesWith("vulnerabilities are not told").size(), without.toString());
    }

    @Test
    void addSaysHowAPlaceOfAdvisoriesIsNamed() throws Exception {
        Conf none = new Conf(Files.createDirectory(directory.resolve("unnamed")));
        String problem = run(none, "add", places.toString()).ended(1).err().get(0);
        assertTrue(problem.contains("'config set org.esxsync.advisory~"), problem);
    }

    @Test
    void aPlaceThatIsMissingIsTold() throws Exception {
        Conf wrong =
                new Conf(directory.resolve("wrong"))
                        .write("org.esxsync.advisory~cve", "location = " + places + "/none");
        assertTrue(run(wrong, "cve", "CVE-2025-41236").ended(1).err().get(0).contains("location"));
        assertTrue(run(wrong, "status").ended(0).linesWith("org.esxsync.advisory~cve").size() > 0);
        Conf none = new Conf(Files.createDirectory(directory.resolve("none")));
        assertTrue(
                run(none, "cve", "CVE-2025-41236")
                        .ended(1)
                        .err()
                        .get(0)
                        .contains("no place of advisories is configured"));
    }
}
