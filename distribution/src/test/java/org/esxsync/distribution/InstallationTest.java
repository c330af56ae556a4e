package org.esxsync.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {

    @TempDir private Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ledger=jdbc:postgresql://db/x",
                "mirror = /m\n  ledger = x\n",
                "ledger:x",
                "mirror=/m\r\nledger x"
            })
    void whatIsForALedgerElsewhereStartsWhereOneIsConfigured(String text) throws Exception {
        assertEquals(2, bundles(text, "status"));
        assertEquals(2, bundles(text, "service"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ledger=\nmirror=/m", "#ledger = x", "ledger.user = x", "my.ledger=x"})
    void nothingIsStartedForALedgerElsewhereWhereNoneIsConfigured(String text) throws Exception {
        assertEquals(1, bundles(text, "status"));
        assertEquals(1, bundles(text, "service"));
    }

    @Test
    void whatIsForALedgerElsewhereStartsToTakeOneThere() throws Exception {
        bundles("", "status");

        assertEquals(2, installed("ledger", "--copy", "jdbc:postgresql://db/x"));
        assertEquals(1, installed("ledger", "--export"));
    }

    @Test
    void theDemoHasItsLedgerInAFile() throws Exception {
        bundles("ledger=x", "status");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/org.esxsync.sync.cfg"), "ledger=x");

        assertEquals(2, installed("status"));
        assertEquals(1, installed("--demo", "status"));
    }

    private int bundles(String text, String command) throws Exception {
        for (String folder : new String[] {"4-postgresql", "5-esxsync"}) {
            Path jar = Files.createDirectories(home.resolve("bundles/" + folder)).resolve("a.jar");
            if (Files.notExists(jar)) {
                Files.createFile(jar);
            }
        }
        Path conf = Files.createDirectories(home.resolve("other-conf"));
        Files.writeString(conf.resolve("org.esxsync.sync.cfg"), text);
        return installed("--conf", conf.toString(), command);
    }

    private int installed(String... words) throws Exception {
        return new Installation(home, "", Options.parse(words)).bundles().size();
    }
}
