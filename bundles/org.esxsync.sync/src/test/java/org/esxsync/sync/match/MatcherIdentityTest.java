package org.esxsync.sync.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.esxsync.api.release.VersionMatcher;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

class MatcherIdentityTest {

    @Test
    void aComponentWithAnotherConfigurationIsAnother() {
        String before = of(Map.of("component.name", "c", "product", "x", "service.id", 7L));

        assertNotNull(before);
        assertEquals(before, of(Map.of("component.name", "c", "product", "x", "service.id", 9L)));
        assertNotEquals(before, of(Map.of("component.name", "c", "product", "y")));
    }

    @Test
    void oneThatIsRegisteredByHandIsKnownByItsRuleAlone() {
        assertNull(of(Map.of(VersionMatcher.RELEASE, "esxi-9.1")));

        String before = of(Map.of(VersionMatcher.RULE, "9.1"));
        assertEquals(before, of(Map.of(VersionMatcher.RULE, "9.1")));
        assertNotEquals(before, of(Map.of(VersionMatcher.RULE, "9.2")));
    }

    @Test
    void anUpdatedBundleMakesADifference() {
        assertNotEquals(
                MatcherIdentity.of(List.of(), bundle(1)), MatcherIdentity.of(List.of(), bundle(2)));
    }

    private static String of(Map<String, Object> properties) {
        return MatcherIdentity.of(List.of(reference(properties)), bundle(1));
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<VersionMatcher> reference(Map<String, Object> properties) {
        return stub(
                ServiceReference.class,
                (name, arguments) ->
                        switch (name) {
                            case "getProperty" -> properties.get(String.valueOf(arguments[0]));
                            case "getPropertyKeys" -> properties.keySet().toArray(String[]::new);
                            default -> null;
                        });
    }

    private static Bundle bundle(long lastModified) {
        return stub(
                Bundle.class,
                (name, arguments) -> name.equals("getLastModified") ? lastModified : null);
    }

    /** What a stub says to a call. */
    private interface Answer {
        Object to(String method, Object... arguments);
    }

    private static <T> T stub(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
