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
 * @param id its id
 * @param size bytes of its file
 * @param sha256 of its file
 */
record Vib(String id, long size, String sha256) {

    private static final int BUFFER = 1 << 16;

    /** Writes the file of a VIB, whose bytes depend on its number. */
    static Vib write(Path directory, int number, long size, PatchContent content)
            throws IOException {
        String id = "BMK_bootbank_part" + number + "_1.0.0-1";
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
        return new Vib(id, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static String path(String id) {
        return "vib20/" + id + "/" + id + ".vib";
    }

    /** Where its file is in the depot. */
    String path() {
        return path(id);
    }

    /** As a bulletin names it. */
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

    /** Its entry below {@code vibs/} of a metadata zip. */
    String descriptor() {
        return """
        <vib version="5.0"><type>bootbank</type><name>%s</name><version>1.0.0-1</version>\
        <vendor>BMK</vendor><summary>Made up</summary><relative-path>%s</relative-path>\
        <packed-size>%d</packed-size><checksum checksum-type="sha-256">%s</checksum></vib>\
        """
                .formatted(id, path(), size, sha256);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }
}
