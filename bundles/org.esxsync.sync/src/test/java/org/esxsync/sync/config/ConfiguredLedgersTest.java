package org.esxsync.sync.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerStore;
import org.junit.jupiter.api.Test;

class ConfiguredLedgersTest {

    private static final Path MIRROR = Path.of("mirror");
    private static final String DATABASE = "jdbc:postgresql://db.example/esxsync";

    private final List<String> opened = new ArrayList<>();
    private final Map.Entry<Map<String, Object>, LedgerStore> files =
            Map.entry(Map.of(), store("files"));
    private final Map.Entry<Map<String, Object>, LedgerStore> databases =
            Map.entry(Map.of(LedgerStore.ADDRESSES, "jdbc:postgresql:"), store("databases"));

    @Test
    void withoutAnAddressALedgerIsAFile() {
        of(" ", databases, files).openToRead(MIRROR);

        assertEquals(List.of("files"), opened);
    }

    @Test
    void anAddressGoesToTheStoreWhoseAddressesBeginSo() {
        of(DATABASE, files, databases).openToRead(MIRROR);

        assertEquals(List.of("databases"), opened);
    }

    @Test
    void whoKeepsWritersApartIsSaidByTheStore() {
        assertTrue(of(DATABASE, files, databases).keepsWritersApart());
        assertFalse(of("", files, databases).keepsWritersApart());
    }

    @Test
    void aChangeIsTakenUp() {
        ConfiguredLedgers ledgers = of("", files, databases);
        ledgers.openToRead(MIRROR);
        ledgers.modified(config(DATABASE));
        ledgers.openToRead(MIRROR);

        assertEquals(List.of("files", "databases"), opened);
    }

    @Test
    void whatStandsBeforeAnAtIsNotRepeated() {
        ConfiguredLedgers ledgers = of("jdbc:other://me:secret?/x@db/x", files, databases);

        String message =
                assertThrows(ConfigurationException.class, () -> ledgers.openToRead(MIRROR))
                        .getMessage();

        assertFalse(message.contains("secret"), message);
    }

    @Test
    void anAddressThatNobodyKnowsIsNeverAFile() {
        ConfiguredLedgers ledgers = of("jdbc:other://db/x?password=secret", files, databases);

        String message =
                assertThrows(ConfigurationException.class, () -> ledgers.openToRead(MIRROR))
                        .getMessage();

        assertTrue(message.contains("ledger=jdbc:other://db/x cannot be used"), message);
        assertFalse(message.contains("secret"), message);
        assertThrows(ConfigurationException.class, () -> ledgers.open(MIRROR, Durability.FULL));
        assertEquals(List.of(), opened);
    }

    @SafeVarargs
    private static ConfiguredLedgers of(
            String address, Map.Entry<Map<String, Object>, LedgerStore>... stores) {
        return new ConfiguredLedgers(List.of(stores), config(address));
    }

    private static SyncConfig config(String address) {
        return TypedConfiguration.of(SyncConfig.class, Map.of("ledger", address));
    }

    private LedgerStore store(String name) {
        return new LedgerStore() {
            @Override
            public Ledger open(Path directory, Durability durability) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<Ledger> openToRead(Path directory) {
                opened.add(name);
                return Optional.empty();
            }

            @Override
            public boolean keepsWritersApart() {
                return name.equals("databases");
            }
        };
    }
}
