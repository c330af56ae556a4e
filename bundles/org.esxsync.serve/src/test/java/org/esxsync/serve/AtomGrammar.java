package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Reads a feed as RFC 4287 has it, and takes nothing that is not allowed there: each element only
 * in its place and as often as it may be, with its attributes and its kind of text.
 */
final class AtomGrammar {

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private static final Set<String> PERSONS = Set.of("author", "contributor");
    private static final Set<String> TEXTS = Set.of("title", "subtitle", "summary", "rights");

    /** Section 4.1.1 and 4.1.2: how often an element may be at least and at most. */
    private static final Map<String, int[]> OF_FEED =
            Map.of(
                    "id", once(),
                    "title", once(),
                    "updated", once(),
                    "author", any(),
                    "contributor", any(),
                    "category", any(),
                    "link", any(),
                    "subtitle", atMostOnce(),
                    "rights", atMostOnce(),
                    "entry", any());

    private static final Map<String, int[]> OF_ENTRY =
            Map.of(
                    "id", once(),
                    "title", once(),
                    "updated", once(),
                    "published", atMostOnce(),
                    "author", any(),
                    "contributor", any(),
                    "category", any(),
                    "link", any(),
                    "summary", atMostOnce(),
                    "content", atMostOnce());

    private final Set<String> ids = new HashSet<>();

    private static int[] once() {
        return new int[] {1, 1};
    }

    private static int[] atMostOnce() {
        return new int[] {0, 1};
    }

    private static int[] any() {
        return new int[] {0, Integer.MAX_VALUE};
    }

    /** The ids of the entries, in their order. */
    static List<String> read(byte[] bytes) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        return new AtomGrammar().feed(document.getDocumentElement());
    }

    private List<String> feed(Element feed) {
        assertEquals("feed", feed.getLocalName());
        assertEquals(ATOM, feed.getNamespaceURI());
        Map<String, List<Element>> parts = parts(feed, OF_FEED);
        List<String> entries = new ArrayList<>();
        for (Element entry : parts.getOrDefault("entry", List.of())) {
            Map<String, List<Element>> ofEntry = parts(entry, OF_ENTRY);
            entries.add(ofEntry.get("id").get(0).getTextContent());
            // 4.1.2: an author, of its own or of the feed; and a content or an alternate link.
            assertTrue(ofEntry.containsKey("author") || parts.containsKey("author"), "an author");
            assertTrue(
                    ofEntry.containsKey("content")
                            || ofEntry.getOrDefault("link", List.of()).stream()
                                    .anyMatch(AtomGrammar::isAlternate),
                    "a content or an alternate link");
        }
        // 4.1.1: at most one alternate link of a type and a language.
        assertTrue(
                parts.getOrDefault("link", List.of()).stream()
                                .filter(AtomGrammar::isAlternate)
                                .count()
                        <= 1,
                "one alternate link");
        return entries;
    }

    private static boolean isAlternate(Element link) {
        return !link.hasAttribute("rel") || link.getAttribute("rel").equals("alternate");
    }

    private Map<String, List<Element>> parts(Element parent, Map<String, int[]> allowed) {
        attributes(parent, Set.of());
        Map<String, List<Element>> parts = new TreeMap<>();
        for (Element child : children(parent)) {
            assertTrue(allowed.containsKey(child.getLocalName()), child::toString);
            parts.computeIfAbsent(child.getLocalName(), name -> new ArrayList<>()).add(child);
            part(child);
        }
        allowed.forEach(
                (name, times) -> {
                    int found = parts.getOrDefault(name, List.of()).size();
                    assertTrue(
                            found >= times[0] && found <= times[1],
                            () -> "%d times %s in %s".formatted(found, name, parent));
                });
        return parts;
    }

    private void part(Element element) {
        String name = element.getLocalName();
        if (name.equals("entry")) {
            return;
        }
        if (name.equals("link")) {
            attributes(element, Set.of("href", "rel", "type", "hreflang", "title", "length"));
            assertTrue(URI.create(element.getAttribute("href")).isAbsolute(), "4.2.7.1: an IRI");
            assertEquals(List.of(), children(element));
        } else if (PERSONS.contains(name)) {
            person(element);
        } else if (TEXTS.contains(name) || name.equals("content")) {
            text(element);
        } else if (name.equals("id")) {
            attributes(element, Set.of());
            assertTrue(URI.create(plain(element)).isAbsolute(), "4.2.6: an IRI");
            assertTrue(ids.add(plain(element)), () -> plain(element) + " stands for one alone");
        } else if (name.equals("updated") || name.equals("published")) {
            attributes(element, Set.of());
            // 3.3: RFC 3339 with an upper-case T and Z.
            assertTrue(
                    plain(element).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d)"));
            OffsetDateTime.parse(plain(element));
        }
    }

    private static void person(Element person) {
        attributes(person, Set.of());
        List<String> names = children(person).stream().map(Element::getLocalName).toList();
        assertTrue(Set.of("name", "uri", "email").containsAll(names), names::toString);
        assertEquals(1, names.stream().filter("name"::equals).count(), "3.2: a name");
    }

    /** 3.1.1: the text of these types has no elements. */
    private static void text(Element element) {
        attributes(element, Set.of("type"));
        String type = element.getAttribute("type");
        assertTrue(Set.of("", "text", "html").contains(type), type);
        plain(element);
    }

    private static String plain(Element element) {
        assertEquals(List.of(), children(element), "text alone");
        return element.getTextContent();
    }

    private static void attributes(Element element, Set<String> allowed) {
        IntStream.range(0, element.getAttributes().getLength())
                .mapToObj(element.getAttributes()::item)
                .filter(each -> !XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(each.getNamespaceURI()))
                .forEach(each -> assertTrue(allowed.contains(each.getNodeName()), each::toString));
    }

    /** Between elements there is nothing but blanks. */
    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element) {
                assertEquals(ATOM, element.getNamespaceURI(), element::toString);
                children.add(element);
            }
        }
        if (!children.isEmpty()) {
            for (int i = 0; i < nodes.getLength(); i++) {
                Node node = nodes.item(i);
                assertTrue(node instanceof Element || node.getTextContent().isBlank(), "blanks");
            }
        }
        return children;
    }
}
