package org.esxsync.benchmark.samples;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/**
 * A made-up VIB.
 *
 * @param name its name
 * @param size bytes of its file
 * @param sha256 of its file
 */
record Vib(String name, long size, String sha256) {

    private static final int BUFFER = 1 << 16;
    private static final String VERSION = "1.0.0-1";

    /** Writes the file of a VIB, whose bytes depend on its number. */
    static Vib write(Path directory, int number, long size, PatchContent content)
            throws IOException {
        String name = "part" + number;
        String id = id(name);
        Path file = directory.resolve(path(id));
        Files.createDirectories(file.getParent());
        MessageDigest digest = newDigest();
        byte[] head = ("!<arch>\n" + id + "\n").getBytes(US_ASCII);
        int known = (int) Math.min(size, head.length);
        try (OutputStream out =
                new BufferedOutputStream(
                        new DigestOutputStream(Files.newOutputStream(file), digest), BUFFER)) {
            out.write(Arrays.copyOf(head, known));
            content.write(out, size - known, new Random(number));
        }
        return new Vib(name, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static String id(String name) {
        return "BMK_bootbank_" + name + "_" + VERSION;
    }

    /** Names it in bulletins and profiles. */
    String id() {
        return id(name);
    }

    private static String path(String id) {
        return "vib20/" + id + "/" + id + ".vib";
    }

    /** Where its file is in the depot. */
    String path() {
        return path(id());
    }

    /** As {@code vmware.xml} describes it in each bulletin that has it. */
    String inBulletin(String platform) {
        return """
        <vib><vibVersion>1.4.5</vibVersion><vibID>%1$s</vibID><name>%6$s</name>\
        <version>%7$s</version><vendor>BMK</vendor><vibType>bootbank</vibType>\
        <summary>Made up</summary><systemReqs><maintenanceMode>true</maintenanceMode>%2$s\
        </systemReqs><relationships><depends/><conflicts/><replaces/><provides/>\
        <compatibleWith/></relationships><postInstall><rebootRequired>true</rebootRequired>\
        <hostdRestart>false</hostdRestart></postInstall><softwareTags/><vibFile>\
        <sourceUrl></sourceUrl><relativePath>%3$s</relativePath><packedSize>%4$d</packedSize>\
        <checksum><checksumType>sha-256</checksumType><checksum>%5$s</checksum></checksum>\
        </vibFile></vib>\
        """
                .formatted(id(), platform, path(), size, sha256, name, VERSION);
    }

    /** Its entry below {@code vibs/} of a metadata zip. */
    String descriptor() {
        return """
        <vib version="5.0"><type>bootbank</type><name>%s</name><version>%s</version>\
        <vendor>BMK</vendor><summary>Made up</summary>\
        <release-date>2025-01-15T00:00:00.000001+00:00</release-date>\
        <relationships><depends/><conflicts/><replaces/><provides/><compatibleWith/>\
        </relationships><system-requires><maintenance-mode>true</maintenance-mode>\
        </system-requires><acceptance-level>partner</acceptance-level>\
        <live-install-allowed>false</live-install-allowed><relative-path>%s</relative-path>\
        <packed-size>%d</packed-size><checksum checksum-type="sha-256">%s</checksum></vib>\
        """
                .formatted(name, VERSION, path(), size, sha256);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }
}
