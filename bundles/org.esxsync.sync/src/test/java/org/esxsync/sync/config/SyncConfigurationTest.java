package org.esxsync.sync.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class SyncConfigurationTest {

    @TempDir private Path root;

    private static SyncConfiguration with(Map<String, String> properties) {
        BundleContext context =
                (BundleContext)
                        Proxy.newProxyInstance(
                                SyncConfigurationTest.class.getClassLoader(),
                                new Class<?>[] {BundleContext.class},
                                (proxy, method, arguments) ->
                                        method.getName().equals("getProperty")
                                                ? properties.get(String.valueOf(arguments[0]))
                                                : null);
        return new SyncConfiguration(
                context, TypedConfiguration.of(SyncConfig.class, Map.of()), Map.of());
    }

    @Test
    void aMirrorThatWasNamedMustBeThere() throws IOException {
        Path missing = root.resolve("mirorr");
        SyncConfiguration named = with(Map.of("org.esxsync.mirror", missing.toString()));

        EsxSyncException refusal = assertThrows(EsxSyncException.class, named::requireNamedMirror);
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("is no mirror: it does not exist"),
                refusal::toString);

        Files.createDirectories(missing.resolve(".esxsync"));
        assertDoesNotThrow(named::requireNamedMirror);
    }

    @Test
    void theDefaultMayWaitForItsFirstSync() {
        SyncConfiguration byDefault =
                with(Map.of("org.esxsync.mirror.default", root.resolve("none").toString()));

        assertDoesNotThrow(byDefault::requireNamedMirror);
    }
}
