package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A made-up VIB with a bulletin of its own.
 *
 * @param name its name
 * @param version its version
 * @param platform the version of ESXi that it is for
 * @param category its bulletin's category
 */
record SampleVib(String name, String version, String platform, String category) {

    private static final Instant BUILT = Instant.parse("2025-01-15T00:00:00Z");
    private static final String SUMMARY = "Made up for the ESX Sync demo; never install it";
    private static final String PAYLOAD = "demo";

    String id() {
        return "DMO_bootbank_" + name + "_" + version;
    }

    String bulletinId() {
        return name + "_" + version;
    }

    String path() {
        return "vib20/" + name + "/" + id() + ".vib";
    }

    /** The number in the name is signed, as in real bundles. */
    String metadataPath() {
        String hash = Sums.sha256(id().getBytes(UTF_8)).substring(0, 16);
        return "vibs/" + name + "-" + new BigInteger(hash, 16).longValue() + ".xml";
    }

    /** An ar archive; an unsigned VIB has an empty signature. */
    byte[] bytes() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("descriptor.xml", descriptor("").getBytes(UTF_8));
        members.put("sig.pkcs7", new byte[0]);
        members.put(PAYLOAD, Archives.gzip(tar()));
        return Archives.ar(members);
    }

    /** What the metadata says about the VIB: its descriptor, and where and what its file is. */
    String metadata() {
        byte[] vib = bytes();
        return descriptor(
                """
                <relative-path>%s</relative-path><packed-size>%s</packed-size>\
                <checksum checksum-type="sha-256">%s</checksum>\
                """
                        .formatted(path(), vib.length, Sums.sha256(vib)));
    }

    String bulletin() {
        return bulletin("<vibID>" + id() + "</vibID>");
    }

    String fullBulletin() {
        byte[] vib = bytes();
        return bulletin(
                """
                <vib><vibVersion>1.4.5</vibVersion><vibID>%s</vibID><name>%s</name>\
                <version>%s</version><vendor>DMO</vendor><vibType>bootbank</vibType>\
                <summary>%s</summary><systemReqs><maintenanceMode>false</maintenanceMode>\
                <swPlatform version="%s" locale="" productLineID="embeddedEsx"/></systemReqs>\
                <relationships><depends/><conflicts/><replaces/><provides/><compatibleWith/>\
                </relationships><postInstall><rebootRequired>%s</rebootRequired>\
                <hostdRestart>false</hostdRestart></postInstall><softwareTags/>\
                <vibFile><sourceUrl></sourceUrl><relativePath>%s</relativePath>\
                <packedSize>%s</packedSize><checksum><checksumType>sha-256</checksumType>\
                <checksum>%s</checksum></checksum></vibFile></vib>\
                """
                        .formatted(
                                id(),
                                name,
                                version,
                                SUMMARY,
                                platform,
                                needsReboot(),
                                path(),
                                vib.length,
                                Sums.sha256(vib)));
    }

    private String bulletin(String vibList) {
        return """
        <bulletin><id>%s</id><vendor>DMO</vendor><summary>%s</summary>\
        <severity>general</severity><category>%s</category><urgency>important</urgency>\
        <releaseType>patch</releaseType><description>%s</description><kbUrl></kbUrl>\
        <contact></contact><componentNameSpec name="%s" uiString="%s"/>\
        <componentVersionSpec version="%s" uiString="%s"/>\
        <releaseDate>2025-01-15T00:00:00.000001+00:00</releaseDate>\
        <platforms><softwarePlatform version="%s" locale="" productLineID="embeddedEsx"/>\
        </platforms><vibList>%s</vibList></bulletin>\
        """
                .formatted(
                        bulletinId(),
                        SUMMARY,
                        category,
                        SUMMARY,
                        name,
                        name,
                        version,
                        version,
                        platform,
                        vibList);
    }

    private String descriptor(String file) {
        byte[] tar = tar();
        byte[] payload = Archives.gzip(tar);
        return """
        <vib version="5.0"><type>bootbank</type><name>%s</name><version>%s</version>\
        <vendor>DMO</vendor><summary>%s</summary><description>%s</description>\
        <release-date>2025-01-15T00:00:00.000001+00:00</release-date><urls/>\
        <relationships><depends/><conflicts/><replaces/><provides/><compatibleWith/>\
        </relationships><software-tags/>%s<system-requires>\
        <maintenance-mode>false</maintenance-mode>\
        <softwarePlatform version="%s" locale="" productLineID="embeddedEsx"/>\
        </system-requires><file-list><file>%s</file></file-list>\
        <acceptance-level>community</acceptance-level>\
        <live-install-allowed>true</live-install-allowed>\
        <live-remove-allowed>true</live-remove-allowed><cimom-restart>false</cimom-restart>\
        <stateless-ready>true</stateless-ready><overlay>false</overlay><payloads>\
        <payload name="%s" type="tgz" size="%s"><checksum checksum-type="sha-256">%s\
        </checksum><checksum checksum-type="sha-1" verify-process="gunzip">%s</checksum>\
        </payload></payloads></vib>\
        """
                .formatted(
                        name,
                        version,
                        SUMMARY,
                        SUMMARY,
                        file,
                        platform,
                        installedFile(),
                        PAYLOAD,
                        payload.length,
                        Sums.sha256(payload),
                        Sums.sha1(tar));
    }

    private boolean needsReboot() {
        return category.equals("bugfix");
    }

    private String installedFile() {
        return "etc/esxsync-demo/" + name + ".txt";
    }

    private byte[] tar() {
        return Archives.tar(Map.of(installedFile(), (Notice.TEXT + "\n").getBytes(UTF_8)), BUILT);
    }
}
