package org.esxsync.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.itests.support.PostgresqlServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The ledger in PostgreSQL in a running Karaf, as {@link KarafIT} has it in a file. */
@Tag("slow")
@EnabledIfSystemProperty(named = "esxsync.karaf", matches = ".+")
@EnabledForJreRange(max = JRE.JAVA_17)
class KarafPostgresqlIT {

    @TempDir private Path directory;

    @Test
    void theLedgerIsWhereConfigurationAdminSays() throws Exception {
        Path mirror = directory.resolve("mirror");
        Path home = Files.createDirectory(directory.resolve("karaf"));
        try (PostgresqlServer server = PostgresqlServer.start();
                Karaf karaf = Karaf.start(Path.of(System.getProperty("esxsync.karaf")), home)) {
            karaf.dropEsxSyncIn();
            karaf.type("feature:install esxsync-demo");
            karaf.type(
                    "config:edit org.esxsync.sync; config:property-set mirror %s; config:property-set ledger '%s'; config:property-set ledger.user postgres; config:update"
                            .formatted(mirror, server.url()));
            assertHas(karaf.typeInVain("esx:sync 3.0.1"), "the feature esxsync-postgresql");
            assertFalse(Files.exists(mirror.resolve(".esxsync/ledger.db")));

            karaf.type("feature:install esxsync-postgresql");

            assertHas(karaf.type("esx:sync 3.0.1"), "8 published");
            assertEquals(
                    List.of("8"),
                    server.ask(
                            mirror, "SELECT count(*) FROM publication WHERE state = 'STANDING'"));
            assertHas(karaf.type("esx:status"), "8 published");
            assertHas(karaf.type("esx:mirrors"), mirror.toString());
            karaf.type("esx:ledger --verify");
            assertFalse(Files.exists(mirror.resolve(".esxsync/ledger.db")));
        }
    }

    private static void assertHas(List<String> lines, String text) {
        assertTrue(lines.stream().anyMatch(each -> each.contains(text)), lines::toString);
    }
}
