package org.esxsync.api.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNameTest {

    private static final String FACTORY = "org.esxsync.source.depot";
    private static final String MADE_UP = FACTORY + ".0fc4f1b8-65bb-4e3e-8d3c-0a5b7c9f1a11";

    @Test
    void theKeyCountsBeforeThePid() {
        assertEquals("mine", name(Map.of("service.pid", FACTORY + "~vendor", "name", " mine ")));
        assertEquals("vendor", name(Map.of("service.pid", FACTORY + "~vendor", "name", "")));
        assertEquals("a b", name(Map.of("service.pid", FACTORY + "~a b")));
    }

    @Test
    void aPidThatConfigAdminMadeUpIsNoName() {
        assertEquals("bundles", name(Map.of("service.pid", MADE_UP)));
        assertEquals("bundles", name(Map.of()));
    }

    @Test
    void whatCannotBeADirectoryIsReplaced() {
        assertEquals("a-b", name(Map.of("name", "../a/b")));
        assertEquals("bundles", name(Map.of("name", "..")));
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/bundles/, bundles",
        "/srv/ESXi650-201710001.zip, ESXi650-201710001",
        "/srv/vi3/vi3_patches.html, vi3",
        "file:/srv/vi3/vi3_patches.html, vi3",
        "file:///srv/bundles, bundles",
        "C:\\bundles\\new, new",
        "http://patches.example.com/vi3_patches.html, patches.example.com",
        "https://user:secret@patches.example.com:8443/vi3/?x=1, patches.example.com-8443-vi3",
        "https://dl.broadcom.com/aSecretToken/PROD/COMP/ESX_HOST/main/vmw-depot-index.xml,"
                + " dl.broadcom.com-main",
        "https://proxy.example/${env:TOKEN}/main/, proxy.example-main",
        "https://dl.broadcom.com/${file:/etc/esxsync/token}/main/index.xml, dl.broadcom.com-main",
        "'', depot",
        "/, depot",
    })
    void aLocationGivesAReadableName(String location, String name) {
        assertEquals(name, SourceName.of(location, FACTORY));
    }

    private static String name(Map<String, Object> properties) {
        return SourceName.of(FACTORY, properties, "/srv/bundles");
    }
}
