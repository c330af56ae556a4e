package org.esxsync.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.esxsync.itests.support.Distribution;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a tool, the README and the shipped files say of the configuration is the same. */
class ConfigurationIT {

    private static final Pattern LINE = Pattern.compile("#?([a-z][a-z.]*) *=.*");

    @Test
    void everyKeyHasANameAndADescription() throws IOException {
        for (Element attribute : attributes()) {
            assertFalse(attribute.getAttribute("name").isBlank(), attribute.getAttribute("id"));
            assertFalse(
                    attribute.getAttribute("description").isBlank(), attribute.getAttribute("id"));
        }
    }

    @Test
    void theChapterTellsEveryKeyAsTheBundlesDescribeIt() throws IOException {
        Path generated = Distribution.home().resolve("docs/configuration.md");
        assertEquals(
                Files.readString(generated),
                Files.readString(Path.of("../distribution/src/main/docs/configuration.md")),
                "copy distribution/target/esxsync/docs/configuration.md, which the build makes");
    }

    @Test
    void theShippedFilesKnowNoOtherKeys() throws IOException {
        Map<String, SortedMap<String, String>> known = metatype();
        try (Stream<Path> files = Files.list(Distribution.home().resolve("examples"))) {
            for (Path file : files.filter(ConfigurationIT::isConfiguration).toList()) {
                String pid = file.getFileName().toString().replaceFirst("(~.*)?\\.cfg.*", "");
                assertTrue(known.containsKey(pid), file::toString);
                for (String line : Files.readAllLines(file)) {
                    Matcher key = LINE.matcher(line);
                    if (key.matches()) {
                        assertTrue(known.get(pid).containsKey(key.group(1)), file + ": " + line);
                    }
                }
            }
        }
    }

    private static boolean isConfiguration(Path file) {
        return file.getFileName().toString().endsWith(".cfg");
    }

    /** The keys of each PID with their defaults, as Metatype has them. */
    private static Map<String, SortedMap<String, String>> metatype() throws IOException {
        Map<String, SortedMap<String, String>> pids = new TreeMap<>();
        for (Document document : documents()) {
            Element designate = (Element) document.getElementsByTagName("Designate").item(0);
            String pid = designate.getAttribute("pid") + designate.getAttribute("factoryPid");
            for (Element attribute : elements(document, "AD")) {
                pids.computeIfAbsent(pid, each -> new TreeMap<>())
                        .put(
                                attribute.getAttribute("id"),
                                attribute.getAttribute("default").replaceAll(", *", ", "));
            }
        }
        return pids;
    }

    private static List<Element> attributes() throws IOException {
        return documents().stream().flatMap(each -> elements(each, "AD").stream()).toList();
    }

    private static List<Element> elements(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                .map(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<Document> documents() throws IOException {
        List<Document> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Distribution.home().resolve("bundles"))) {
            for (Path jar :
                    files.filter(file -> file.toString().contains("org.esxsync.")).toList()) {
                read(jar, documents);
            }
        }
        return documents;
    }

    private static void read(Path jar, List<Document> documents) throws IOException {
        try (JarFile bundle = new JarFile(jar.toFile())) {
            for (JarEntry entry : bundle.stream().toList()) {
                if (entry.getName().matches("OSGI-INF/metatype/.+\\.xml")) {
                    documents.add(parse(bundle.getInputStream(entry)));
                }
            }
        }
    }

    private static Document parse(InputStream xml) throws IOException {
        try (xml) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }
}
