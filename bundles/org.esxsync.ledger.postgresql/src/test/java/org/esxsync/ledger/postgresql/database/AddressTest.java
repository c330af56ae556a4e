package org.esxsync.ledger.postgresql.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class AddressTest {

    @Test
    void withoutAnotherOneTheSchemaIsOurs() {
        assertEquals("esxsync", of("jdbc:postgresql://db.example/patches").schema());
        assertEquals("a_1", of("jdbc:postgresql://db/patches?currentSchema=a_1").schema());
    }

    @Test
    void messagesHaveNoParameters() {
        Address address = of("jdbc:postgresql://a,b:5433/patches?sslmode=verify-full&sslkey=x");

        assertEquals("jdbc:postgresql://a,b:5433/patches", address.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db.example",
                "jdbc:mysql://db/x",
                "jdbc:postgresql://db:port/x",
                "jdbc:postgresql://db/x?currentSchema=a,b",
                "jdbc:postgresql://db/x?currentSchema=A%22%3B",
                "jdbc:postgresql://db/x?currentSchema=pg_x",
                "jdbc:postgresql://db/x?currentSchema="
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThrows(ConfigurationException.class, () -> of(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/x?password=hunter2&user=u",
                "jdbc:postgresql://db/x?sslpassword=hunter2",
                "jdbc:postgresql://esxsync:hunter2@db/x",
                "jdbc:postgresql://esxsync:hunter2/3@db/x",
                "jdbc:postgresql://esxsync:hunter2?3@db/x",
                "jdbc:postgresql://esxsync:hunter2@db:5433/x?user=u"
            })
    void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
        String message = assertThrows(ConfigurationException.class, () -> of(url)).getMessage();

        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void theWayOutForAPasswordIsTold() {
        for (String url :
                new String[] {"jdbc:postgresql://db/x?password=p", "jdbc:postgresql://u:p@db/x"}) {
            String message = assertThrows(ConfigurationException.class, () -> of(url)).getMessage();

            assertTrue(message.contains("set ledger."), message);
        }
    }

    @Test
    void aParameterIsWhatTheUrlSaysLast() {
        Address address = of("jdbc:postgresql://db/x?options=a&user=me@db&options=-c%20b%3Dc");

        assertEquals("-c b=c", address.parameter(PGProperty.OPTIONS).orElseThrow());
        assertTrue(address.parameter(PGProperty.SOCKET_TIMEOUT).isEmpty());
    }

    private static Address of(String url) {
        return Address.of("pid", "ledger", url, "", "");
    }
}
