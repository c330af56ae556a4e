package org.esxsync.sync.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.TypedConfiguration;
import org.esxsync.api.ledger.LedgerPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class SyncConfigurationTest {

    @TempDir private Path root;

    private static SyncConfiguration with(Map<String, String> properties) {
        return with(properties, Map.of());
    }

    private static SyncConfiguration with(
            Map<String, String> properties, Map<String, Object> configured) {
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
                context, TypedConfiguration.of(SyncConfig.class, configured), configured);
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

    @Test
    void aRefusedChangeDoesNotSwitchTheLedgerEither() {
        SyncConfiguration configuration = with(Map.of());
        Map<String, Object> wrong = Map.of("ledger", "jdbc:postgresql://db/x", "parallel", 0);

        configuration.modified(TypedConfiguration.of(SyncConfig.class, wrong), wrong);

        assertEquals(LedgerPlace.FILE, configuration.settings().ledger());
        assertEquals(LedgerPlace.FILE, configuration.settingsToLook().ledger());
    }

    @Test
    void whatIsSetForThisRunReachesTheLedger() {
        SyncConfiguration configuration =
                with(Map.of("org.esxsync.sync.ledger", "jdbc:postgresql://db/x"));

        assertEquals("jdbc:postgresql://db/x", configuration.settings().ledger().address());
    }

    @Test
    void withoutRightSettingsALookIsAtTheConfiguredLedger() {
        Map<String, Object> wrong =
                Map.of("ledger", "jdbc:postgresql://db/x", "mirror", "/m", "parallel", 0);
        SyncConfiguration configuration = with(Map.of(), wrong);

        assertThrows(EsxSyncException.class, configuration::settings);
        assertEquals("jdbc:postgresql://db/x", configuration.settingsToLook().ledger().address());
    }
}
