package org.esxsync.source.depot.vib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.Platform;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.Bulletin;

/** Reads the description of one VIB. */
public final class VibDescriptionReader {

    /** More than any VIB has, by far. */
    private static final int MAX_PARTS = 5_000;

    private static final Set<String> TEXTS =
            Set.of(
                    "vendor",
                    "type",
                    "name",
                    "version",
                    "summary",
                    "release-date",
                    "acceptance-level",
                    "live-install-allowed",
                    "relative-path",
                    "packed-size");

    private static final Set<String> RELATIONS =
            Set.of("depends", "conflicts", "replaces", "provides");

    private final StrictXml xml;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, List<VibDescription.Relation>> relations = new HashMap<>();
    private final List<VibDescription.Payload> payloads = new ArrayList<>();
    private final List<Platform> platforms = new ArrayList<>();
    private final List<Bulletin.Checksum> checksums = new ArrayList<>();
    private int parts;

    private VibDescriptionReader(StrictXml xml) {
        this.xml = xml;
    }

    /** Reads a whole document. */
    public static VibDescription read(StrictXml xml) {
        xml.root("vib");
        VibDescriptionReader reader = new VibDescriptionReader(xml);
        String place = xml.place();
        xml.children(reader::take);
        return reader.description(place);
    }

    private void take(String element) {
        switch (element) {
            case "relationships" -> xml.children(this::relationship);
            case "system-requires" -> xml.children(this::requirement);
            case "payloads" -> xml.children(this::payload);
            case "checksum" -> checksum();
            default -> {
                if (TEXTS.contains(element)) {
                    texts.put(element, xml.text());
                }
            }
        }
    }

    private void relationship(String kind) {
        if (RELATIONS.contains(kind)) {
            List<VibDescription.Relation> list =
                    relations.computeIfAbsent(kind, absent -> new ArrayList<>());
            xml.children(
                    name -> {
                        if (name.equals("constraint")) {
                            bounded();
                            list.add(
                                    new VibDescription.Relation(
                                            xml.attribute("name"),
                                            xml.attribute("relation"),
                                            xml.attribute("version")));
                        }
                    });
        }
    }

    private void requirement(String name) {
        switch (name) {
            case "maintenance-mode", "maintenanceMode" -> texts.put("maintenance-mode", xml.text());
            case "softwarePlatform", "swPlatform" -> {
                bounded();
                platforms.add(
                        new Platform(xml.attribute("productLineID"), xml.attribute("version")));
            }
            default -> {}
        }
    }

    private void payload(String name) {
        if (!name.equals("payload")) {
            return;
        }
        bounded();
        String file = xml.attribute("name");
        String type = xml.attribute("type");
        Map<String, String> sha256 = new HashMap<>();
        xml.children(
                child -> {
                    if (child.equals("checksum")
                            && xml.attribute("checksum-type").equals("sha-256")) {
                        sha256.put(xml.attribute("verify-process"), xml.text());
                    }
                });
        payloads.add(
                new VibDescription.Payload(
                        file, type, sha256.getOrDefault("", ""), sha256.containsKey("gunzip")));
    }

    /** Type and value are elements within it, or an attribute and its text. */
    private void checksum() {
        bounded();
        String[] found = {xml.attribute("checksum-type"), ""};
        String text =
                xml.children(
                        name -> {
                            switch (name) {
                                case "checksum-type" -> found[0] = xml.text();
                                case "checksum" -> found[1] = xml.text();
                                default -> {}
                            }
                        });
        checksums.add(new Bulletin.Checksum(found[0], found[1].isEmpty() ? text : found[1]));
    }

    private void bounded() {
        if (++parts > MAX_PARTS) {
            throw xml.malformed("a VIB has more than " + MAX_PARTS + " relations and payloads");
        }
    }

    private VibDescription description(String place) {
        return new VibDescription(
                place,
                text("vendor"),
                text("type"),
                text("name"),
                text("version"),
                text("summary"),
                text("release-date"),
                text("acceptance-level"),
                payloads,
                relations.getOrDefault("depends", List.of()),
                relations.getOrDefault("conflicts", List.of()),
                relations.getOrDefault("replaces", List.of()),
                relations.getOrDefault("provides", List.of()),
                text("live-install-allowed"),
                text("maintenance-mode"),
                platforms,
                new Bulletin.Vib("", text("relative-path"), text("packed-size"), checksums, ""));
    }

    private String text(String element) {
        return texts.getOrDefault(element, "");
    }
}
