package org.esxsync.benchmark.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One metadata zip of a generated depot, as a vendor makes it: {@code vmware.xml} with all
 * bulletins for older managers, and for hosts an entry for each bulletin, VIB and image profile.
 *
 * @param shape of the whole depot
 * @param number which of its documents it is
 * @param vibs those that only its bulletins have
 */
record MetadataDocument(DepotShape shape, int number, List<Vib> vibs) {

    private static final LocalDate FIRST_DAY = LocalDate.of(2022, 10, 11);
    private static final int VIBS_OF_PROFILE = 200;

    /** Where hosts look for the description of each bulletin. */
    static final String BULLETINS = "bulletins/";

    /** How much further apart the VIBs of a bulletin are each time that all VIBs were named. */
    private static final int STEP = 7;

    String name() {
        return "metadata-" + number + ".zip";
    }

    /** The version of ESXi that it is for, as the depot's index says. */
    String version() {
        return shape.version(number);
    }

    /**
     * Writes it.
     *
     * @param newer the VIBs of new bulletins, each of which has one
     */
    void write(Path file, List<Vib> newer) throws IOException {
        List<Vib> all = new ArrayList<>(vibs);
        all.addAll(newer);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            Map<Integer, List<Vib>> bulletins = bulletins(newer);
            zip.putNextEntry(new ZipEntry("vmware.xml"));
            write(
                    zip,
                    "<metadataResponse><version>3.0</version>"
                            + "<timestamp>2025-01-15T00:00:00.000001</timestamp>");
            for (Map.Entry<Integer, List<Vib>> each : bulletins.entrySet()) {
                write(
                        zip,
                        bulletin(
                                each.getKey(),
                                each.getValue(),
                                vib -> vib.inBulletin(platform(each.getKey()))));
            }
            write(zip, "</metadataResponse>");
            zip.closeEntry();
            for (Map.Entry<Integer, List<Vib>> each : bulletins.entrySet()) {
                entry(
                        zip,
                        BULLETINS + id(each.getKey()) + ".xml",
                        bulletin(
                                each.getKey(),
                                each.getValue(),
                                vib -> "<vibID>" + vib.id() + "</vibID>"));
            }
            for (Vib vib : all) {
                entry(zip, "vibs/" + vib.id() + ".xml", vib.descriptor());
            }
            for (int i = number; i < shape.profiles(); i += shape.documents()) {
                entry(zip, "profiles/benchmark-" + i, profile(i));
            }
        }
    }

    /** The VIBs of each bulletin, by its number. */
    private Map<Integer, List<Vib>> bulletins(List<Vib> newer) {
        Map<Integer, List<Vib>> bulletins = new LinkedHashMap<>();
        for (int i = number; i < shape.bulletins(); i += shape.documents()) {
            bulletins.put(i, vibsOf(i / shape.documents()));
        }
        for (int i = 0; i < newer.size(); i++) {
            bulletins.put(
                    firstNew() + i * shape.documents(),
                    List.of(newer.get(i), vibs.get(i % vibs.size())));
        }
        return bulletins;
    }

    /** A number beyond those of all bulletins, of the same release as the document's others. */
    private int firstNew() {
        int turns = shape.bulletins() / (shape.documents() * shape.releases()) + 1;
        return turns * shape.documents() * shape.releases() + number;
    }

    /** First all VIBs in their order, then the same ones in other combinations. */
    private List<Vib> vibsOf(int index) {
        int first = index * shape.vibsOfEach();
        int apart = 1 + first / vibs.size() * STEP;
        return IntStream.range(0, shape.vibsOfEach())
                .map(i -> (first + i * apart) % vibs.size())
                .distinct()
                .mapToObj(vibs::get)
                .toList();
    }

    private String platform(int bulletin) {
        return "<softwarePlatform version=\"%s\" locale=\"\" productLineID=\"embeddedEsx\"/>"
                .formatted(shape.version(bulletin));
    }

    private static String id(int bulletin) {
        return "ESXi80-%06d-BG".formatted(bulletin);
    }

    /**
     * @param naming how each VIB is told
     */
    private String bulletin(int bulletin, List<Vib> its, Function<Vib, String> naming) {
        return """
        <bulletin><id>%5$s</id><vendor>BMK</vendor>\
        <summary>Made-up bulletin %1$d</summary><severity>important</severity>\
        <category>bugfix</category><urgency>important</urgency><releaseType>patch</releaseType>\
        <description>Made up for a benchmark</description>\
        <kbUrl>http://kb.example.com/kb/%1$d</kbUrl><contact></contact>\
        <releaseDate>%2$sT00:00:00.000001+00:00</releaseDate><platforms>%3$s</platforms>\
        <vibList>%4$s</vibList></bulletin>\
        """
                .formatted(
                        bulletin,
                        FIRST_DAY.plusDays(bulletin % 1000),
                        platform(bulletin),
                        its.stream().map(naming).collect(Collectors.joining()),
                        id(bulletin));
    }

    private String profile(int profile) {
        int first = profile / shape.documents() * VIBS_OF_PROFILE;
        return """
        <imageprofile><name>benchmark-%d</name><creator>Benchmark</creator>\
        <modifiedtime>2024-08-02T03:04:05+00:00</modifiedtime><description>Made up</description>\
        <viblist>%s</viblist><acceptancelevel>partner</acceptancelevel></imageprofile>\
        """
                .formatted(
                        profile,
                        IntStream.range(0, Math.min(VIBS_OF_PROFILE, vibs.size()))
                                .mapToObj(i -> vibs.get((first + i) % vibs.size()).id())
                                .map("<vib><vib-id>%s</vib-id></vib>"::formatted)
                                .collect(Collectors.joining()));
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        write(zip, text);
        zip.closeEntry();
    }

    private static void write(ZipOutputStream zip, String text) throws IOException {
        zip.write(text.getBytes(UTF_8));
    }
}
