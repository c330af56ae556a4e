package org.esxsync.source.files.archive;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.esxsync.api.OneLine;
import org.esxsync.api.release.LegacyPatchId;
import org.jspecify.annotations.Nullable;

/**
 * What the description within an archive tells, {@code descriptor.xml} or {@code contents.xml}. No
 * such file of ESX 3.x was ever found by us, so that its form is guessed from what hosts print: an
 * element or attribute counts by its name alone, wherever it stands, the first one of each.
 *
 * @param id the patch's id; empty if it is not told
 * @param title one line; empty if it is not told
 * @param supersedes ids of the patches that it replaces
 */
public record Descriptor(
        String id, String title, @Nullable LocalDate date, Set<String> supersedes) {

    /** Nothing is told. */
    public static final Descriptor NONE = new Descriptor("", "", null, Set.of());

    private static final Set<String> IDS = Set.of("id", "bundleid", "bundle", "bulletinid", "name");
    private static final Set<String> TITLES = Set.of("summary", "title");
    private static final Set<String> DATES = Set.of("releasedate", "date", "released");
    private static final Set<String> REPLACED = Set.of("supersedes", "obsoletes", "replaces");
    private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d{2}-\\d{2}).*");
    private static final int MAX_EVENTS = 100_000;
    private static final int LONGEST = 500;

    public Descriptor {
        supersedes = Set.copyOf(supersedes);
    }

    /** Reads a description; what is no XML tells nothing, since a host does not need it. */
    static Descriptor read(InputStream in) {
        Map<String, String> found = new HashMap<>();
        Set<String> replaced = new LinkedHashSet<>();
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            String element = "";
            for (int i = 0; i < MAX_EVENTS && xml.hasNext(); i++) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    element = plain(xml.getLocalName());
                    for (int a = 0; a < xml.getAttributeCount(); a++) {
                        tell(
                                plain(xml.getAttributeLocalName(a)),
                                xml.getAttributeValue(a),
                                found,
                                replaced);
                    }
                } else if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
                    tell(element, xml.getText(), found, replaced);
                }
            }
        } catch (XMLStreamException e) {
            return NONE;
        }
        return new Descriptor(
                first(found, IDS), first(found, TITLES), date(first(found, DATES)), replaced);
    }

    private static void tell(
            String name, String value, Map<String, String> found, Set<String> replaced) {
        String line = OneLine.of(value, LONGEST);
        if (REPLACED.contains(name)) {
            LegacyPatchId.in(line).forEach(id -> replaced.add(id.text()));
        } else if (!IDS.contains(name) || LegacyPatchId.parse(line).isPresent()) {
            found.putIfAbsent(name, line);
        }
    }

    private static String first(Map<String, String> found, Set<String> names) {
        return names.stream()
                .sorted()
                .map(found::get)
                .filter(x -> x != null)
                .findFirst()
                .orElse("");
    }

    private static @Nullable LocalDate date(String text) {
        Matcher day = DAY.matcher(text);
        try {
            return day.matches() ? LocalDate.parse(day.group(1)) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }
}
