package org.esxsync.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.itests.command.EsxSync;
import org.esxsync.itests.command.Run;
import org.esxsync.itests.fixture.Conf;
import org.esxsync.itests.fixture.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where nothing can be verified, nobody is told that all is well. */
@Tag("fault")
class UnverifiedMirrorIT {

    /** Where a SQLite database says whose it is. */
    private static final int APPLICATION_ID = 68;

    @TempDir private Path directory;
    private Path mirror;
    private Conf conf;

    @BeforeEach
    void configure() throws Exception {
        mirror = directory.resolve("mirror");
        Path bundle = Files.createDirectory(directory.resolve("bundles")).resolve("crash.zip");
        CrashBundle.write(bundle);
        conf = new Conf(directory.resolve("conf")).depot("bundle", bundle);
    }

    private Run run(Object... command) throws Exception {
        List<Object> words = new ArrayList<>(List.of("--conf", conf, "--mirror", mirror));
        words.addAll(List.of(command));
        return new EsxSync(directory).run(words.toArray());
    }

    private Path ledger() {
        return mirror.resolve(".esxsync/ledger.db");
    }

    private static void assertTold(Run run, String what) {
        assertTrue(
                Stream.concat(run.out().stream(), run.err().stream())
                        .anyMatch(line -> line.contains(what)),
                run::toString);
        assertFalse(run.toString().contains("all as published"), run::toString);
    }

    @Test
    void aPathWithoutAMirrorIsAnErrorAndStaysAsItIs() throws Exception {
        assertTold(run("verify").ended(1), "is no mirror: it does not exist");
        assertTold(run("verify", "--repair").ended(1), "is no mirror");
        assertTold(run("ledger").ended(1), "is no mirror: it does not exist");
        assertFalse(Files.exists(mirror));
        assertTold(run("status", "--check").ended(3), "UNKNOWN - no sync has ended yet");

        Files.createDirectory(mirror);

        assertTold(run("verify", "--json").ended(1), "has neither a ledger nor a release");
    }

    @Test
    void aLedgerThatIsGoneIsAFindingUntilASyncMakesANewOne() throws Exception {
        run("sync").ended(0);
        Files.delete(ledger());

        assertTold(run("verify").ended(2), "it has no ledger");
        assertTold(run("verify", "--json").ended(2), "it has no ledger");
        assertTold(run("verify", "--repair").ended(2), "it has no ledger");
        assertTold(run("status").ended(0), "and no ledger");
        assertTold(run("status", "--check").ended(3), "and no ledger");

        run("sync").ended(0);
        run("verify").ended(0);
    }

    @Test
    void aLedgerThatIsAnotherProgramsIsAnError() throws Exception {
        run("sync").ended(0);
        byte[] other = Files.readAllBytes(ledger());
        other[APPLICATION_ID] ^= 1;
        Files.write(ledger(), other);

        assertTold(run("verify").ended(1), "the database of another program; move it away");
        assertTold(run("verify", "--repair").ended(1), "the database of another program");
        assertTold(run("status", "--check").ended(3), "the database of another program");
    }

    @Test
    void aReleaseThatTheLedgerDoesNotKnowIsAFinding() throws Exception {
        run("sync").ended(0);
        Files.createDirectory(mirror.resolve("esxi-9.0"));

        assertTold(run("verify").ended(2), "no record of this release");
        assertTold(run("status", "--check").ended(1), "no record of esxi-9.0");
    }

    @Test
    void anIndexThatIsMissingOrDamagedOrNamesAMissingVibIsAFinding() throws Exception {
        run("sync").ended(0);
        Path index = mirror.resolve("esxi-6.5/index.xml");
        byte[] right = Files.readAllBytes(index);
        Files.delete(index);
        assertTold(run("verify").ended(2), "index.xml: published, but missing");
        assertTold(run("status", "--check").ended(1), "its index was deleted");

        Files.writeString(index, "<vendorList");
        assertTold(run("verify").ended(2), "esxi-6.5/index.xml: ");

        Files.write(index, right);
        run("verify").ended(0);
        Path vib = vib();
        Files.delete(vib);
        assertTold(run("verify").ended(2), vib.getFileName() + ": published, but missing");

        run("verify", "--repair").ended(0);
        assertEquals(1, run("verify").ended(0).linesWith("all as published").size());
    }

    private Path vib() throws IOException {
        return Tree.files(mirror.resolve("esxi-6.5")).stream()
                .filter(file -> file.toString().endsWith(".vib"))
                .findFirst()
                .orElseThrow();
    }
}
