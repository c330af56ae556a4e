package org.esxsync.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A generated depot in a directory that a web server shows. */
final class Depot {

    static final String RELEASE = "esxi-8.0";

    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 10, 11);
    private static final List<String> VERSIONS =
            List.of("8.0", "7.0", "6.7", "6.5", "6.0", "5.5", "5.1", "5.0", "9.0");

    private Depot() {}

    /**
     * A VIB.
     *
     * @param id its id
     * @param size bytes of its file
     * @param sha256 of its file
     */
    private record Vib(String id, long size, String sha256) {

        String path() {
            return "vib20/" + id + "/" + id + ".vib";
        }

        String inBulletin(String platform) {
            return """
            <vib><vibVersion>1.4.5</vibVersion><vibID>%1$s</vibID><name>%1$s</name>\
            <version>1.0.0-1</version><vendor>BMK</vendor><vibType>bootbank</vibType>\
            <summary>Made up</summary><systemReqs><maintenanceMode>true</maintenanceMode>%2$s\
            </systemReqs><relationships><depends/><conflicts/><replaces/><provides/>\
            <compatibleWith/></relationships><postInstall><rebootRequired>true</rebootRequired>\
            <hostdRestart>false</hostdRestart></postInstall><softwareTags/><vibFile>\
            <sourceUrl></sourceUrl><relativePath>%3$s</relativePath><packedSize>%4$d</packedSize>\
            <checksum><checksumType>sha-256</checksumType><checksum>%5$s</checksum></checksum>\
            </vibFile></vib>\
            """
                    .formatted(id, platform, path(), size, sha256);
        }

        String descriptor() {
            return """
            <vib version="5.0"><type>bootbank</type><name>%s</name><version>1.0.0-1</version>\
            <vendor>BMK</vendor><summary>Made up</summary><relative-path>%s</relative-path>\
            <packed-size>%d</packed-size><checksum checksum-type="sha-256">%s</checksum></vib>\
            """
                    .formatted(id, path(), size, sha256);
        }
    }

    /**
     * Writes a depot.
     *
     * @param bulletins how many there are, each with two VIBs
     * @param versions for how many versions of ESXi, the first of which is {@link #RELEASE}
     * @param vibs how many files there are
     * @param vibSize bytes of each
     */
    static void generate(
            Path directory, int bulletins, int versions, int vibs, int vibSize, long seed)
            throws IOException {
        Files.createDirectories(directory);
        List<Vib> files = new ArrayList<>();
        for (int i = 0; i < vibs; i++) {
            files.add(vib(directory, "BMK_bootbank_part" + i + "_1.0.0-1", vibSize, seed + i));
        }
        Files.writeString(
                directory.resolve("index.xml"),
                """
                <vendorList><vendor><name>Benchmark</name><code>BMK</code>\
                <indexfile>vendor-index.xml</indexfile><patchUrl></patchUrl><relativePath/>\
                <content><name>VMware ESX</name>\
                <type>http://www.vmware.com/depotmanagement/esx</type></content>\
                </vendor></vendorList>
                """);
        Files.writeString(
                directory.resolve("vendor-index.xml"),
                """
                <metaList><metadata><productId>embeddedEsx</productId><version>8.0</version>\
                <locale></locale><url>metadata.zip</url><channelName>default</channelName>\
                </metadata></metaList>
                """);
        writeMetadata(directory.resolve("metadata.zip"), bulletins, versions, files);
    }

    private static Vib vib(Path directory, String id, int size, long seed) throws IOException {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        System.arraycopy("!<arch>\n".getBytes(US_ASCII), 0, bytes, 0, 8);
        Vib vib = new Vib(id, size, sha256(bytes));
        Path file = directory.resolve(vib.path());
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return vib;
    }

    private static void writeMetadata(Path file, int bulletins, int versions, List<Vib> vibs)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("vmware.xml"));
            zip.write(
                    ("<metadataResponse><version>3.0</version>"
                                    + "<timestamp>2025-01-15T00:00:00.000001</timestamp>")
                            .getBytes(UTF_8));
            for (int i = 0; i < bulletins; i++) {
                zip.write(bulletin(i, versions, vibs).getBytes(UTF_8));
            }
            zip.write("</metadataResponse>".getBytes(UTF_8));
            zip.closeEntry();
            for (Vib vib : vibs) {
                zip.putNextEntry(new ZipEntry("vibs/" + vib.id() + ".xml"));
                zip.write(vib.descriptor().getBytes(UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static String bulletin(int number, int versions, List<Vib> vibs) {
        String platform = platform(VERSIONS.get(number % versions));
        return """
        <bulletin><id>ESXi80-%1$06d-BG</id><vendor>BMK</vendor>\
        <summary>Made-up bulletin %1$d</summary><severity>important</severity>\
        <category>bugfix</category><urgency>important</urgency><releaseType>patch</releaseType>\
        <description>Made up for a benchmark</description>\
        <kbUrl>http://kb.example.com/kb/%1$d</kbUrl><contact></contact>\
        <releaseDate>%2$sT00:00:00.000001+00:00</releaseDate><platforms>%3$s</platforms>\
        <vibList>%4$s%5$s</vibList></bulletin>\
        """
                .formatted(
                        number,
                        FIRST_DAY.plusDays(number % 1000),
                        platform,
                        vibs.get(number % vibs.size()).inBulletin(platform),
                        vibs.get((number * 7 + 1) % vibs.size()).inBulletin(platform));
    }

    private static String platform(String version) {
        return "<softwarePlatform version=\"%s\" locale=\"\" productLineID=\"embeddedEsx\"/>"
                .formatted(version);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }
}
