package org.esxsync.itests.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.esxsync.itests.fixture.Digests;
import org.esxsync.itests.fixture.Zip;

/** An offline bundle whose bulletins are for ESXi 6.5 and 6.7, and share a VIB. */
final class CrashBundle {

    static final int BULLETINS = 12;
    private static final byte[] AR_HEAD = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VIB_SIZE = 60_000;

    private CrashBundle() {}

    static void write(Path file) throws IOException {
        Map<String, byte[]> vibs = new TreeMap<>();
        StringBuilder all = new StringBuilder("<metadataResponse><version>3.0</version>");
        Zip metadata = new Zip();
        for (int i = 0; i < BULLETINS; i++) {
            String bulletin = bulletin(file, "CRASH-" + i, vibs, "tools", "driver" + i / 2);
            all.append(bulletin);
            metadata.file("bulletins/CRASH-" + i + ".xml", bulletin);
        }
        for (Map.Entry<String, byte[]> vib : vibs.entrySet()) {
            String name = Path.of(vib.getKey()).getParent().getFileName().toString();
            metadata.file(
                    "vibs/" + name + "-1.xml",
                    description(name, vib.getKey(), vib.getValue(), file));
        }
        metadata.file("vmware.xml", all + "</metadataResponse>");
        Zip zip =
                new Zip()
                        .file(
                                "index.xml",
                                """
                                <vendorList><vendor><name>Crash</name><code>CRASH</code>
                                <indexfile>vendor-index.xml</indexfile><patchUrl/><relativePath/>
                                <content><name>VMware ESX</name>
                                <type>http://www.vmware.com/depotmanagement/esx</type></content>
                                </vendor></vendorList>
                                """)
                        .file(
                                "vendor-index.xml",
                                """
                                <metaList><metadata><productId>embeddedEsx</productId>
                                <version>6.5.0</version><locale/><url>metadata.zip</url>
                                <channelName>default</channelName></metadata></metaList>
                                """)
                        .file("metadata.zip", metadata.bytes());
        for (Map.Entry<String, byte[]> vib : vibs.entrySet()) {
            zip.file(vib.getKey(), vib.getValue());
        }
        Files.write(file, zip.bytes());
    }

    private static String bulletin(
            Path scratch, String id, Map<String, byte[]> vibs, String... names) throws IOException {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            String path = "vib20/%1$s/VMW_bootbank_%1$s_1.0-1.vib".formatted(name);
            byte[] content = new byte[VIB_SIZE];
            new Random(name.hashCode()).nextBytes(content);
            System.arraycopy(AR_HEAD, 0, content, 0, AR_HEAD.length);
            vibs.put(path, content);
            list.append(vib(name, path, content, scratch));
        }
        return """
        <bulletin><id>%1$s</id><vendor>VMware</vendor><summary>%1$s</summary>
        <severity>general</severity><category>bugfix</category><urgency>important</urgency>
        <releaseType>patch</releaseType><description>made up</description><kbUrl/><contact/>
        <releaseDate>2017-10-05T00:00:00Z</releaseDate><platforms>
        <softwarePlatform locale="" version="6.5.*" productLineID="embeddedEsx"/>
        <softwarePlatform locale="" version="6.7.*" productLineID="embeddedEsx"/>
        </platforms><vibList>%2$s</vibList></bulletin>
        """
                .formatted(id, list);
    }

    private static String vib(String name, String path, byte[] content, Path scratch)
            throws IOException {
        return """
        <vib><vibVersion>1.4.5</vibVersion><vibID>VMW_bootbank_%s_1.0-1</vibID>
        <systemReqs><maintenance-mode>true</maintenance-mode></systemReqs>
        <postInstall><rebootRequired>false</rebootRequired></postInstall>
        <vibFile><sourceUrl/><relativePath>%s</relativePath><packedSize>%d</packedSize>
        <checksum><checksumType>sha-256</checksumType><checksum>%s</checksum></checksum>
        </vibFile></vib>
        """
                .formatted(name, path, content.length, sha256(name, content, scratch));
    }

    /** The VIB as {@code vibs/} describes it, which is what hosts read. */
    private static String description(String name, String path, byte[] content, Path scratch)
            throws IOException {
        return """
        <vib version="5.0"><type>bootbank</type><name>%s</name><version>1.0-1</version>
        <vendor>VMW</vendor><summary>made up</summary>
        <relative-path>%s</relative-path><packed-size>%d</packed-size>
        <checksum checksum-type="sha-256">%s</checksum></vib>
        """
                .formatted(name, path, content.length, sha256(name, content, scratch));
    }

    private static String sha256(String name, byte[] content, Path scratch) throws IOException {
        Path file = Files.write(scratch.resolveSibling(name + ".vib"), content);
        try {
            return Digests.sha256(file);
        } finally {
            Files.delete(file);
        }
    }
}
