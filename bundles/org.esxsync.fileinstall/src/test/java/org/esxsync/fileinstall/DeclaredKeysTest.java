package org.esxsync.fileinstall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class DeclaredKeysTest {

    private static final String DOCUMENT =
            """
            <metatype:MetaData>
              <OCD id="org.esxsync.matcher.configured.Config" name="ESX Sync: matcher">
                <AD id="release" type="String" name="Release" default=""/>
                <AD id="service.ranking" type="Integer" name="Ranking" default="0"/>
              </OCD>
              <Designate factoryPid="org.esxsync.matcher">
                <Object ocdref="org.esxsync.matcher.configured.Config"/>
              </Designate>
            </metatype:MetaData>
            """;

    @Test
    void theKeysAreThoseOfTheDocumentForTheConfiguration() {
        assertEquals(
                List.of("release", "service.ranking"),
                DeclaredKeys.declared("org.esxsync.matcher", DOCUMENT));
        assertEquals(List.of(), DeclaredKeys.declared("org.esxsync.sync", DOCUMENT));
        assertEquals(List.of(), DeclaredKeys.declared("org.esxsync.sync", "<none/>"));
    }

    @Test
    void aConfigurationIsReadByTheBundleOfItsNameAndThoseBelow() {
        Bundle[] bundles =
                Stream.of(
                                "org.esxsync.sync",
                                "org.esxsync.matcher.configured",
                                "org.esxsync.source")
                        .map(DeclaredKeysTest::bundle)
                        .toArray(Bundle[]::new);
        assertEquals(List.of(bundles[0]), DeclaredKeys.readers("org.esxsync.sync", bundles));
        assertEquals(List.of(bundles[1]), DeclaredKeys.readers("org.esxsync.matcher", bundles));
        assertEquals(List.of(), DeclaredKeys.readers("org.esxsync.snyc", bundles));
    }

    private static Bundle bundle(String name) {
        return (Bundle)
                Proxy.newProxyInstance(
                        Bundle.class.getClassLoader(),
                        new Class<?>[] {Bundle.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "getSymbolicName" -> name;
                                    case "equals" -> proxy == arguments[0];
                                    default -> throw new AssertionError(method);
                                });
    }
}
