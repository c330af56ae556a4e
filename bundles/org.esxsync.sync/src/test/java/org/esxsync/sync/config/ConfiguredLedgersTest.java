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
import java.util.function.Function;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.ledger.Durability;
import org.esxsync.api.ledger.Ledger;
import org.esxsync.api.ledger.LedgerKeeper;
import org.esxsync.api.ledger.LedgerPlace;
import org.esxsync.api.ledger.LedgerStore;
import org.esxsync.api.ledger.LedgerTransfer;
import org.junit.jupiter.api.Test;

class ConfiguredLedgersTest {

    private static final Path MIRROR = Path.of("mirror");
    private static final String DATABASE = "jdbc:postgresql://db.example/esxsync";

    private final List<String> opened = new ArrayList<>();
    private final Map.Entry<Map<String, Object>, LedgerKeeper> files =
            Map.entry(Map.of(), keeper(place -> store("files")));
    private final Map.Entry<Map<String, Object>, LedgerKeeper> databases =
            Map.entry(
                    Map.of(LedgerKeeper.ADDRESSES, "jdbc:postgresql:"),
                    keeper(place -> store("database of " + place.user())));
    private LedgerPlace place = LedgerPlace.FILE;

    @Test
    void withoutAnAddressALedgerIsAFile() {
        of("", databases, files).openToRead(MIRROR);

        assertEquals(List.of("files"), opened);
    }

    @Test
    void anAddressGoesToTheKeeperWhoseAddressesBeginSo() {
        of(DATABASE, files, databases).openToRead(MIRROR);

        assertEquals(List.of("database of me"), opened);
    }

    @Test
    void whoKeepsWritersApartIsSaidByTheStore() {
        assertTrue(of(DATABASE, files, databases).keepsWritersApart());
        assertFalse(of("", files, databases).keepsWritersApart());
    }

    @Test
    void aChangeOfTheSettingsIsTakenUp() {
        ConfiguredLedgers ledgers = of("", files, databases);
        ledgers.openToRead(MIRROR);
        place = place(DATABASE);
        ledgers.openToLook(MIRROR);

        assertEquals(List.of("files", "database of me"), opened);
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

    @Test
    void aPlaceForACopyThatNobodyKnowsIsToldWithoutTheKeyOfTheConfiguration() {
        String message =
                assertThrows(
                                EsxSyncException.class,
                                () -> of("", files, databases).transfer(place("postgres")))
                        .getMessage();

        assertTrue(
                message.startsWith("no bundle is there that keeps ledgers in 'postgres'"), message);
        assertFalse(message.contains("ledger="), message);
    }

    @SafeVarargs
    private ConfiguredLedgers of(
            String address, Map.Entry<Map<String, Object>, LedgerKeeper>... keepers) {
        place = place(address);
        return new ConfiguredLedgers(List.of(keepers), () -> place, () -> place);
    }

    private static LedgerPlace place(String address) {
        return new LedgerPlace(address, "", "me", "");
    }

    private static LedgerKeeper keeper(Function<LedgerPlace, LedgerStore> stores) {
        return new LedgerKeeper() {
            @Override
            public LedgerStore at(LedgerPlace place) {
                return stores.apply(place);
            }

            @Override
            public LedgerTransfer transfer(LedgerPlace place) {
                throw new UnsupportedOperationException();
            }
        };
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
                return name.startsWith("database");
            }
        };
    }
}
