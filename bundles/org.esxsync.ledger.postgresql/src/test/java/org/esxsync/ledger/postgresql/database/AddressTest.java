package org.esxsync.ledger.postgresql.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                "jdbc:postgresql://db/x?currentSchema="
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThrows(ConfigurationException.class, () -> of(url));
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        String message =
                assertThrows(
                                ConfigurationException.class,
                                () -> of("jdbc:postgresql://db/x?password=hunter2&user=u"))
                        .getMessage();

        assertTrue(message.contains("take the password out"), message);
        assertFalse(message.contains("hunter2"), message);
    }

    private static Address of(String url) {
        return Address.of("pid", url, "", "");
    }
}
