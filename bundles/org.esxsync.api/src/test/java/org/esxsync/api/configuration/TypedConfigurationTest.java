package org.esxsync.api.configuration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TypedConfigurationTest {

    @Retention(RetentionPolicy.RUNTIME)
    @interface Config {
        int retry_pause() default 1;

        String name() default "";

        String[] hosts() default {"a"};
    }

    @Config(retry_pause = 7, name = "configured")
    private static final class Configured {}

    private static Config ofThisRun(Map<String, String> frameworkProperties) {
        return TypedConfiguration.ofThisRun(
                "pid",
                Config.class,
                Configured.class.getAnnotation(Config.class),
                frameworkProperties::get);
    }

    @Test
    void aFrameworkPropertyOfAKeyTakesPrecedence() {
        Config config = ofThisRun(Map.of("pid.retry.pause", " 9 ", "pid.hosts", "b, c"));
        assertEquals(9, config.retry_pause());
        assertEquals("configured", config.name());
        assertEquals(List.of("b", "c"), TypedConfiguration.list(config.hosts()));

        assertEquals(7, ofThisRun(Map.of("retry.pause", "9")).retry_pause());
        assertThrows(
                ConfigurationException.class, () -> ofThisRun(Map.of("pid.retry.pause", "soon")));
    }

    @Test
    void valuesThatAreNotYetInConfigAdminAreTakenAsItWouldGiveThem() {
        Config config =
                TypedConfiguration.of(
                        Config.class, Map.of("retry.pause", " 5 ", "hosts", List.of("b", "c,d")));
        assertEquals(5, config.retry_pause());
        assertEquals("", config.name());
        assertEquals(List.of("b", "c", "d"), TypedConfiguration.list(config.hosts()));

        Config empty = TypedConfiguration.of(Config.class, Map.of("hosts", ""));
        assertEquals(1, empty.retry_pause());
        assertEquals(List.of(), TypedConfiguration.list(empty.hosts()), "no default where one is");
        String[] two = {"x", "y"};
        assertEquals(
                List.of("x", "y"),
                List.of(TypedConfiguration.of(Config.class, Map.of("hosts", two)).hosts()));
    }

    @Test
    void theKeysAreThoseOfTheMethods() {
        assertEquals(Set.of("retry.pause", "name", "hosts"), TypedConfiguration.keys(Config.class));
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
