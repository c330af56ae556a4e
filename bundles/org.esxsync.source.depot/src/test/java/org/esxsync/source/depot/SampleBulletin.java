package org.esxsync.source.depot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A made-up bulletin with its VIBs; {@link #with} replaces one of its text elements. */
record SampleBulletin(
        String id, List<String> platforms, List<Vib> vibs, Map<String, String> texts) {

    static SampleBulletin of(String id, String platform, Vib... vibs) {
        return new SampleBulletin(id, List.of(platform), List.of(vibs), Map.of());
    }

    SampleBulletin with(String element, String text) {
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(element, text);
        return new SampleBulletin(id, platforms, vibs, more);
    }

    SampleBulletin platforms(String... patterns) {
        return new SampleBulletin(id, List.of(patterns), vibs, texts);
    }

    /** As in vmware.xml. */
    String withVibs() {
        return xml(vibs.stream().map(Vib::inlined).collect(Collectors.joining()));
    }

    /** As in bulletins/&lt;id&gt;.xml. */
    String alone() {
        return xml(
                vibs.stream()
                        .map(vib -> "<vibID>" + vib.id() + "</vibID>")
                        .collect(Collectors.joining()));
    }

    private String xml(String vibList) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("id", id);
        all.put("vendor", "Sample");
        all.put("summary", "Sample " + id);
        all.put("severity", "general");
        all.put("category", "bugfix");
        all.put("urgency", "important");
        all.put("releaseType", "patch");
        all.put("description", "Made up");
        all.put("kbUrl", "http://kb.example.com/1");
        all.put("contact", "unkown");
        all.put("releaseDate", SampleBundle.DATE);
        all.putAll(texts);
        return all.entrySet().stream()
                        .map(text -> "<%1$s>%2$s</%1$s>".formatted(text.getKey(), text.getValue()))
                        .collect(Collectors.joining("", "<bulletin>", "<platforms>"))
                + platforms.stream()
                        .map(
                                version ->
                                        "<softwarePlatform locale=\"\" version=\"%s\" productLineID=\"embeddedEsx\"/>"
                                                .formatted(version))
                        .collect(Collectors.joining())
                + "</platforms><vibList>"
                + vibList
                + "</vibList></bulletin>";
    }

    /**
     * A made-up VIB.
     *
     * @param checksum the element's content
     */
    record Vib(
            String name,
            String version,
            String path,
            byte[] content,
            String reboot,
            String checksum) {

        static Vib of(String name, String version) {
            return of(name, version, "content of " + name + " " + version);
        }

        static Vib of(String name, String version, String content) {
            byte[] bytes = SampleBundle.bytes(content);
            String path = "vib20/%1$s/VMW_bootbank_%1$s_%2$s.vib".formatted(name, version);
            return new Vib(name, version, path, bytes, "false", checksum(bytes));
        }

        Vib at(String path) {
            return new Vib(name, version, path, content, reboot, checksum);
        }

        Vib reboot(String required) {
            return new Vib(name, version, path, content, required, checksum);
        }

        Vib checksum(String type, String value) {
            return new Vib(name, version, path, content, reboot, checksumOf(type, value));
        }

        Vib withoutChecksum() {
            return new Vib(name, version, path, content, reboot, "");
        }

        String id() {
            return "VMW_bootbank_%s_%s".formatted(name, version);
        }

        private static String checksum(byte[] bytes) {
            return checksumOf("sha-256", SampleBundle.sha256(bytes));
        }

        private static String checksumOf(String type, String value) {
            return "<checksum><checksumType>%s</checksumType><checksum>%s</checksum></checksum>"
                    .formatted(type, value);
        }

        private String inlined() {
            return """
            <vib>
              <vibVersion>1.4.5</vibVersion>
              <vibID>%s</vibID>
              <systemReqs><maintenance-mode>true</maintenance-mode></systemReqs>
              <postInstall><rebootRequired>%s</rebootRequired></postInstall>
              <vibFile><sourceUrl></sourceUrl><relativePath>%s</relativePath>
                <packedSize>%d</packedSize>%s</vibFile>
            </vib>
            """
                    .formatted(id(), reboot, path, content.length, checksum);
        }

        /** As in vibs/. */
        String descriptor() {
            return described(
                    """
                    <relative-path>%s</relative-path><packed-size>%d</packed-size>\
                    <checksum checksum-type="sha-256">%s</checksum>\
                    """
                            .formatted(path, content.length, SampleBundle.sha256(content)));
        }

        /** As within the VIB. */
        String described(String more) {
            return """
            <vib version="5.0"><type>bootbank</type><name>%s</name><version>%s</version>\
            <vendor>VMW</vendor><!-- made by hand --><summary>Driver %s</summary>\
            <release-date>2024-08-01T10:00:00.000001+00:00</release-date>\
            <relationships><depends><constraint name="vmkapi_2_2_0_0"/>\
            <constraint name="esx-base" relation="&gt;=" version="6.7.0-1"/></depends>\
            </relationships>\
            <system-requires><maintenance-mode>true</maintenance-mode></system-requires>\
            <acceptance-level>certified</acceptance-level>\
            <live-install-allowed>%s</live-install-allowed>\
            <payloads><payload name="%s" type="vgz" size="1"/></payloads>%s</vib>\
            """
                    .formatted(name, version, name, live(), name, more);
        }

        private String live() {
            return switch (reboot) {
                case "true" -> "false";
                case "false" -> "true";
                default -> "";
            };
        }
    }
}
