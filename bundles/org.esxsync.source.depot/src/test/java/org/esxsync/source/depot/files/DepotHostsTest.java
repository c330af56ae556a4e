package org.esxsync.source.depot.files;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.esxsync.api.source.MalformedSourceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepotHostsTest {

    private final DepotHosts hosts = new DepotHosts("pid", "*.vmware.com, a.example", "B.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vmware.com",
                "x.vmware.com",
                "X.Y.VMware.com",
                "a.example",
                "A.example",
                "b.example"
            })
    void letThroughWhatARuleCovers(String host) {
        assertDoesNotThrow(() -> hosts.check(URI.create("https://" + host + ":8443/i.xml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evilvmware.com", "x.vmware.com.example", "x.a.example", "my_host"})
    void stopAtEveryOther(String host) {
        URI document = URI.create("https://" + host + "/i.xml");
        assertThrows(MalformedSourceException.class, () -> hosts.check(document));
        hosts.trust(document);
        assertDoesNotThrow(() -> hosts.check(document));
    }
}
