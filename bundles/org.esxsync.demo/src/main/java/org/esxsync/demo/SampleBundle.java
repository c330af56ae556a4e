package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A made-up offline bundle: two bulletins for ESXi 8.0, and one for a release 9.1 that no matcher
 * claims.
 */
final class SampleBundle {

    private static final List<SampleVib> VIBS =
            List.of(
                    new SampleVib("esxsync-demo-driver", "1.0.0-1OEM.800.1.0", "8.0", "bugfix"),
                    new SampleVib("esxsync-demo-agent", "2.3.1-4", "8.0", "security"),
                    new SampleVib("esxsync-demo-preview", "0.9.0-1", "9.1", "enhancement"));

    private static final String INDEX =
            """
            <vendorList>
              <vendor>
                <name>ESX Sync demo (made up)</name>
                <code>DMO</code>
                <indexfile>vendor-index.xml</indexfile>
                <patchUrl></patchUrl>
                <relativePath></relativePath>
                <content>
                  <name>VMware ESX</name>
                  <type>http://www.vmware.com/depotmanagement/esx</type>
                </content>
              </vendor>
            </vendorList>
            """;

    private SampleBundle() {}

    static byte[] zip() {
        byte[] vendorIndex = vendorIndex().getBytes(UTF_8);
        Map<String, byte[]> metadata = new LinkedHashMap<>();
        metadata.put("vendor-index.xml", vendorIndex);
        metadata.put("vmware.xml", response().getBytes(UTF_8));
        Map<String, byte[]> bundle = new LinkedHashMap<>();
        bundle.put("index.xml", INDEX.getBytes(UTF_8));
        bundle.put("vendor-index.xml", vendorIndex);
        for (SampleVib vib : VIBS) {
            metadata.put("bulletins/" + vib.bulletinId() + ".xml", vib.bulletin().getBytes(UTF_8));
            metadata.put(vib.metadataPath(), vib.metadata().getBytes(UTF_8));
            bundle.put(vib.path(), vib.bytes());
        }
        bundle.put("metadata.zip", Archives.zip(metadata));
        return Archives.zip(bundle);
    }

    private static String vendorIndex() {
        return VIBS.stream()
                .map(SampleVib::platform)
                .distinct()
                .map(
                        version ->
                                """
                                  <metadata>
                                    <productId>embeddedEsx</productId>
                                    <version>%s</version>
                                    <locale></locale>
                                    <url>metadata.zip</url>
                                    <channelName>default</channelName>
                                  </metadata>
                                """
                                        .formatted(version))
                .collect(Collectors.joining("", "<metaList>\n", "</metaList>\n"));
    }

    private static String response() {
        return VIBS.stream()
                .map(SampleVib::fullBulletin)
                .collect(
                        Collectors.joining(
                                "",
                                "<metadataResponse><version>3.0</version>"
                                        + "<timestamp>2025-01-15T00:00:00.000001</timestamp>",
                                "</metadataResponse>\n"));
    }
}
