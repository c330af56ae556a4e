package org.esxsync.source.depot.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.esxsync.api.patch.Platform;
import org.esxsync.source.depot.files.StrictXml;

/** Reads bulletins one by one, so that memory does not grow with their number. */
public final class BulletinReader {

    private static final String LIST = "metadataResponse";
    private static final String BULLETIN = "bulletin";

    /** More than any product has, by far. */
    public static final int MAX_BULLETINS = 100_000;

    /** More than any bulletin has, by far. */
    private static final int MAX_PARTS = 10_000;

    /** The same, in characters. */
    private static final int MAX_BULLETIN = 8 << 20;

    private final StrictXml xml;
    private int bulletins;
    private int start;

    private BulletinReader(StrictXml xml) {
        this.xml = xml;
    }

    /** Reads a whole document: one that lists bulletins, or is one. */
    public static void read(StrictXml xml, Consumer<Bulletin> consumer) {
        BulletinReader reader = new BulletinReader(xml);
        if (xml.root(LIST, BULLETIN).equals(BULLETIN)) {
            consumer.accept(reader.bulletin());
            return;
        }
        xml.children(
                name -> {
                    if (name.equals(BULLETIN)) {
                        consumer.accept(reader.bulletin());
                    }
                });
    }

    private Bulletin bulletin() {
        if (++bulletins > MAX_BULLETINS) {
            throw xml.malformed("it lists more than " + MAX_BULLETINS + " bulletins");
        }
        String place = xml.place();
        start = xml.position();
        Texts texts = new Texts();
        List<Platform> platforms = new ArrayList<>();
        VibList vibList = new VibList();
        RecallReader recall = new RecallReader(xml);
        xml.children(
                name -> {
                    switch (name) {
                        case "platforms" -> xml.children(child -> platform(child, platforms));
                        case "vibList" -> xml.children(vibList::take);
                        default -> {
                            texts.take(name);
                            recall.take(name);
                        }
                    }
                });
        return new Bulletin(
                place,
                texts.id,
                texts.summary,
                texts.severity,
                texts.category,
                texts.releaseType,
                texts.kbUrl,
                texts.releaseDate,
                platforms,
                vibList.ids,
                vibList.vibs,
                recall.recall());
    }

    /** The text elements of a bulletin that we use. */
    private final class Texts {

        private String id = "";
        private String summary = "";
        private String severity = "";
        private String category = "";
        private String releaseType = "";
        private String kbUrl = "";
        private String releaseDate = "";

        void take(String name) {
            switch (name) {
                case "id" -> id = xml.text();
                case "summary" -> summary = xml.text();
                case "severity" -> severity = xml.text();
                case "category" -> category = xml.text();
                case "releaseType" -> releaseType = xml.text();
                case "kbUrl" -> kbUrl = xml.text();
                case "releaseDate" -> releaseDate = xml.text();
                default -> {}
            }
        }
    }

    private void platform(String name, List<Platform> platforms) {
        if (name.equals("softwarePlatform")) {
            bounded(platforms);
            platforms.add(new Platform(xml.attribute("productLineID"), xml.attribute("version")));
        }
    }

    /** The VIBs of a bulletin: each described here, or only named. */
    private final class VibList {

        private final List<String> ids = new ArrayList<>();
        private final List<Bulletin.Vib> vibs = new ArrayList<>();

        void take(String name) {
            switch (name) {
                case "vib" -> {
                    bounded(ids);
                    Bulletin.Vib vib = new VibReader().read();
                    ids.add(vib.id());
                    if (!vib.relativePath().isEmpty() || !vib.checksums().isEmpty()) {
                        vibs.add(vib);
                    }
                }
                case "vibID" -> {
                    bounded(ids);
                    ids.add(xml.text());
                }
                default -> {}
            }
        }
    }

    private void bounded(List<?> parts) {
        if (parts.size() == MAX_PARTS) {
            throw xml.malformed("a bulletin has more than " + MAX_PARTS + " VIBs or platforms");
        }
        if (xml.position() - start > MAX_BULLETIN) {
            throw xml.malformed("a bulletin is longer than " + MAX_BULLETIN + " characters");
        }
    }

    /** Reads the current {@code vib} element. */
    private final class VibReader {

        private final List<Bulletin.Checksum> checksums = new ArrayList<>();
        private String id = "";
        private String relativePath = "";
        private String packedSize = "";
        private String rebootRequired = "";

        Bulletin.Vib read() {
            xml.children(
                    name -> {
                        switch (name) {
                            case "vibID" -> id = xml.text();
                            case "postInstall" -> xml.children(this::postInstall);
                            case "vibFile" -> xml.children(this::file);
                            default -> {}
                        }
                    });
            return new Bulletin.Vib(id, relativePath, packedSize, checksums, rebootRequired);
        }

        private void postInstall(String name) {
            if (name.equals("rebootRequired")) {
                rebootRequired = xml.text();
            }
        }

        private void file(String name) {
            switch (name) {
                case "relativePath" -> relativePath = xml.text();
                case "packedSize" -> packedSize = xml.text();
                case "checksum" -> checksum();
                default -> {}
            }
        }

        /** The element {@code checksum} has its value in another one of the same name. */
        private void checksum() {
            bounded(checksums);
            String[] found = {"", ""};
            xml.children(
                    name -> {
                        switch (name) {
                            case "checksumType" -> found[0] = xml.text();
                            case "checksum" -> found[1] = xml.text();
                            default -> {}
                        }
                    });
            checksums.add(new Bulletin.Checksum(found[0], found[1]));
        }
    }
}
