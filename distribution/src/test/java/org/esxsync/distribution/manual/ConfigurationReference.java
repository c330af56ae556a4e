package org.esxsync.distribution.manual;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Every key of every configuration, as the bundles' Metatype documents describe them.
 *
 * @param documents the documents
 */
record ConfigurationReference(List<Document> documents) {

    /** From here to the end of a chapter the text is generated. */
    private static final String START = "## Every key\n";

    /** Not a key but a sign for Felix's Web Console, how to name configurations in a list. */
    private static final String NAME_HINT = "webconsole.configurationFactory.nameHint";

    private static final List<String> ORDER =
            List.of(
                    "org.esxsync.sync",
                    "org.esxsync.source.depot",
                    "org.esxsync.source.files",
                    "org.esxsync.source.vi3",
                    "org.esxsync.matcher",
                    "org.esxsync.fetch",
                    "org.esxsync.advisory",
                    "org.esxsync.compliance",
                    "org.esxsync.serve");

    /** Of the jars that the build has made. */
    static ConfigurationReference ofClassPath() throws IOException {
        List<Document> found = new ArrayList<>();
        ClassLoader loader = ConfigurationReference.class.getClassLoader();
        for (URL manifest : Collections.list(loader.getResources(JarFile.MANIFEST_NAME))) {
            if (manifest.openConnection() instanceof JarURLConnection connection) {
                read(connection.getJarFile(), found);
            }
        }
        return new ConfigurationReference(List.copyOf(found));
    }

    private static void read(JarFile jar, List<Document> found) throws IOException {
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().matches("OSGI-INF/metatype/org\\.esxsync\\..*\\.xml")) {
                try (InputStream in = jar.getInputStream(entry)) {
                    found.add(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in));
                } catch (ParserConfigurationException | SAXException e) {
                    throw new IOException(jar.getName() + ": " + entry, e);
                }
            }
        }
    }

    /**
     * The chapter with the reference in the place of the one that it has.
     *
     * @throws IOException if it has no place for it, or the bundles describe other configurations
     *     than the reference has
     */
    String in(String chapter) throws IOException {
        int start = chapter.indexOf(START);
        List<String> pids = documents.stream().map(ConfigurationReference::pid).sorted().toList();
        if (start < 0 || !pids.equals(ORDER.stream().sorted().toList())) {
            throw new IOException(
                    "no '%s' in the chapter, or the bundles' configurations %s are not %s"
                            .formatted(START.strip(), pids, ORDER));
        }
        return chapter.substring(0, start)
                + START
                + ORDER.stream().map(this::table).collect(Collectors.joining());
    }

    private String table(String pid) {
        Document document =
                documents.stream().filter(each -> pid(each).equals(pid)).findFirst().orElseThrow();
        String name = designate(document).hasAttribute("factoryPid") ? pid + "~NAME" : pid;
        return "\n**`%s.cfg`** — %s\n\n| key | default | meaning |\n|---|---|---|\n"
                        .formatted(name, element(document, "OCD").getAttribute("description"))
                + elements(document, "AD").stream()
                        .filter(key -> !key.getAttribute("id").equals(NAME_HINT))
                        .map(ConfigurationReference::row)
                        .collect(Collectors.joining());
    }

    private static String row(Element key) {
        String absent = key.getAttribute("default").replaceAll(", *", ", ");
        return "| `%s` | %s | %s |\n"
                .formatted(
                        key.getAttribute("id"),
                        absent.isEmpty() ? "" : "`" + absent + "`",
                        key.getAttribute("description").replaceAll("([*|])", "\\\\$1"));
    }

    private static String pid(Document document) {
        Element designate = designate(document);
        return designate.getAttribute("pid") + designate.getAttribute("factoryPid");
    }

    private static Element designate(Document document) {
        return element(document, "Designate");
    }

    private static Element element(Document document, String tag) {
        return (Element) document.getElementsByTagName(tag).item(0);
    }

    private static List<Element> elements(Document document, String tag) {
        var nodes = document.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
