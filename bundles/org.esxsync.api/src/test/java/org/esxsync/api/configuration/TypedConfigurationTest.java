package org.esxsync.api.configuration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypedConfigurationTest {

    @interface Config {
        int retry_pause() default 1;

        String name() default "";
    }

    @Test
    void aWordInPlaceOfANumberIsNamedWithItsKey() {
        ConfigurationException problem =
                assertThrows(
                        ConfigurationException.class,
                        () ->
                                TypedConfiguration.requireNumbers(
                                        "pid", Config.class, Map.of("retry.pause", "soon")));

        assertEquals(
                "pid: retry.pause=soon cannot be used; use a whole number", problem.getMessage());
    }

    @Test
    void numbersInAnyFormAndOtherKeysPass() {
        assertDoesNotThrow(
                () ->
                        TypedConfiguration.requireNumbers(
                                "pid", Config.class, Map.of("retry.pause", " 12 ", "name", "x")));
        assertDoesNotThrow(
                () ->
                        TypedConfiguration.requireNumbers(
                                "pid", Config.class, Map.of("retry.pause", 12)));
        assertDoesNotThrow(() -> TypedConfiguration.requireNumbers("pid", Config.class, Map.of()));
    }

    @Test
    void readsSeveralValuesInOneLineAndOneInEach() {
        assertEquals(List.of("a", "b c", "d"), TypedConfiguration.list(" a,b c ,, ", "d", "", " "));
    }
}
