package org.esxsync.source.depot.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.vib.SharedParts;

/**
 * An image profile as a metadata zip writes it, nothing of it checked; empty where it is silent.
 */
record Profile(
        String name,
        String creator,
        String description,
        String created,
        String modified,
        String acceptanceLevel,
        List<String> vibIds) {

    /** More than any image has, by far. */
    private static final int MAX_VIBS = 5_000;

    /** Reads a whole document. */
    static Profile read(StrictXml xml, SharedParts parts) {
        Map<String, String> texts = new HashMap<>();
        List<String> vibIds = new ArrayList<>();
        xml.root("imageprofile", "profile");
        xml.children(
                element -> {
                    switch (element) {
                        case "viblist" -> xml.children(vib -> vib(xml, parts, vibIds));
                        case "name",
                                "creator",
                                "description",
                                "creationtime",
                                "modifiedtime",
                                "acceptancelevel" ->
                                texts.put(element, xml.text());
                        default -> {}
                    }
                });
        return new Profile(
                texts.getOrDefault("name", ""),
                texts.getOrDefault("creator", ""),
                texts.getOrDefault("description", ""),
                texts.getOrDefault("creationtime", ""),
                texts.getOrDefault("modifiedtime", ""),
                texts.getOrDefault("acceptancelevel", ""),
                parts.list(vibIds));
    }

    private static void vib(StrictXml xml, SharedParts parts, List<String> vibIds) {
        xml.children(
                element -> {
                    if (element.equals("vib-id")) {
                        if (vibIds.size() == MAX_VIBS) {
                            throw xml.malformed(
                                    "the image profile names more than " + MAX_VIBS + " VIBs");
                        }
                        vibIds.add(parts.shared(xml.text()));
                    }
                });
    }
}
