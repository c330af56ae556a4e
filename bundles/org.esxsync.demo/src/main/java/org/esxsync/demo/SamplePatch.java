package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up VI3 patch under a real number.
 *
 * @param number the seven digits of its id
 * @param released the day of its release
 * @param releasedText that day as its page writes it
 * @param versions the versions of ESX Server that it is for
 * @param classification Security, Critical or General
 * @param supersedes the id of the patch that it replaces, or None
 * @param generation which kind of page it has
 * @param downloadable whether the page links to its tarball
 */
record SamplePatch(
        int number,
        LocalDate released,
        String releasedText,
        List<String> versions,
        String classification,
        String supersedes,
        Generation generation,
        boolean downloadable) {

    /** How the pages looked at the time. */
    enum Generation {
        SPRING_2007,
        AUTUMN_2007
    }

    private static final List<String> V300 = List.of("3.0.0");
    private static final List<String> V301 = List.of("3.0.1");
    private static final List<String> BOTH = List.of("3.0.0", "3.0.1");

    static final List<SamplePatch> ALL =
            List.of(
                    spring(3069097, "2007-01-08", "1/8/07", V300),
                    spring(9986131, "2007-01-08", "01/08/2007", V301),
                    spring(8258730, "2007-03-29", "3/29/07", V301),
                    spring(4809553, "2007-03-29", "March 29, 2007", V300),
                    spring(6431040, "2007-04-04", "4/4/07", BOTH),
                    spring(5754280, "2007-04-04", "2007-04-04", BOTH),
                    spring(8253547, "2007-04-30", "4/30/07", V301),
                    autumn(1001204, "2007-09-06", "9/6/07", V300, "Security", "None"),
                    autumn(1001205, "2007-09-06", "9/6/07", V300, "General", "ESX-4809553"),
                    autumn(1001213, "2007-09-06", "9/6/07", V301, "Security", "ESX-8258730"),
                    autumn(1001214, "2007-09-06", "9/6/07", V301, "Critical", "None"),
                    autumn(1000075, "2007-09-06", "9/6/07", V301, "Critical", "None")
                            .withoutTarball(),
                    autumn(1002962, "2008-01-07", "1/7/08", V301, "Security", "ESX-1001213"));

    private static SamplePatch spring(
            int number, String released, String text, List<String> versions) {
        return new SamplePatch(
                number,
                LocalDate.parse(released),
                text,
                versions,
                "",
                "",
                Generation.SPRING_2007,
                true);
    }

    private static SamplePatch autumn(
            int number,
            String released,
            String text,
            List<String> versions,
            String classification,
            String supersedes) {
        return new SamplePatch(
                number,
                LocalDate.parse(released),
                text,
                versions,
                classification,
                supersedes,
                Generation.AUTUMN_2007,
                true);
    }

    private SamplePatch withoutTarball() {
        return new SamplePatch(
                number,
                released,
                releasedText,
                versions,
                classification,
                supersedes,
                generation,
                false);
    }

    String id() {
        return "ESX-" + number;
    }

    String pagePath() {
        return "/support/vi3/doc/esx-" + number + "-patch.html";
    }

    String tarballPath() {
        return "/software/vi/" + id() + ".tgz";
    }

    /** One directory named like the patch, with files in the places where hosts look for them. */
    byte[] tarball() {
        Random random = new Random(number);
        String top = id() + "/";
        String rpm = "VMware-esx-demo-" + number + "-1.i386";
        String docs = "VMware-esx-demo-docs-" + number + "-1.noarch";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(top, new byte[0]);
        entries.put(top + "README", (Notice.TEXT + "\n").getBytes(UTF_8));
        entries.put(top + "descriptor.xml", descriptor().getBytes(UTF_8));
        entries.put(top + "headers/", new byte[0]);
        entries.put(top + "headers/header.info", (rpm + "\n" + docs + "\n").getBytes(UTF_8));
        entries.put(top + "headers/" + rpm + ".hdr", bytes(random, 600));
        entries.put(top + "headers/" + docs + ".hdr", bytes(random, 400));
        entries.put(top + rpm + ".rpm", bytes(random, 12_000 + random.nextInt(20_000)));
        entries.put(top + docs + ".rpm", bytes(random, 2_000 + random.nextInt(4_000)));
        return Archives.gzip(
                Archives.tar(entries, released.atTime(12, 0).toInstant(ZoneOffset.UTC)));
    }

    private String descriptor() {
        return """
        <?xml version="1.0"?>
        <!-- %s -->
        <descriptor><name>%s</name><release-date>%s</release-date></descriptor>
        """
                .formatted(Notice.TEXT, id(), released);
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
