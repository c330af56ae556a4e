package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The made-up archives of a share: a patch of ESX 3.5 and one of ESX 4.1, with a catalogue. */
final class SampleShare {

    private static final int SIZE = 9_000;

    private SampleShare() {}

    /** The files by their names. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("ESX350-200803214-UG.zip", zip("ESX350-200803214-UG"));
        files.put("ESX410-201101201-SG.zip", zip("ESX410-201101201-SG"));
        files.put(
                "catalogue.csv",
                """
                id,date,title,reboot
                ESX350-200803214-UG,2008-04-10,Update to the demo of ESX 3.5,no
                ESX410-201101201-SG,2011-01-27,Security fix for the demo of ESX 4.1,yes
                """
                        .getBytes(UTF_8));
        return files;
    }

    private static byte[] zip(String id) {
        byte[] payload = new byte[SIZE];
        new Random(id.hashCode()).nextBytes(payload);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(id + "/README", (Notice.TEXT + "\n").getBytes(UTF_8));
        entries.put(id + "/VMware-esx-demo.rpm", payload);
        return Archives.zip(entries);
    }
}
