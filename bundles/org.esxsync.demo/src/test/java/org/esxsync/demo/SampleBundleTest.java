package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SampleBundleTest {

    private final Map<String, byte[]> bundle = unzip(SampleBundle.zip());
    private final Map<String, byte[]> metadata = unzip(bundle.get("metadata.zip"));

    @Test
    void hasTheFilesOfAnOfflineBundle() {
        assertEquals(
                Set.of(
                        "index.xml",
                        "vendor-index.xml",
                        "metadata.zip",
                        vib("esxsync-demo-driver", "1.0.0-1OEM.800.1.0"),
                        vib("esxsync-demo-agent", "2.3.1-4"),
                        vib("esxsync-demo-preview", "0.9.0-1")),
                bundle.keySet());
        assertEquals(8, metadata.size());
        assertTrue(
                metadata.keySet().stream()
                        .filter(name -> name.startsWith("vibs/"))
                        .allMatch(name -> name.matches("vibs/esxsync-demo-\\w+--?\\d+\\.xml")));
    }

    @Test
    void isForRelease80AndTheInventedOne() {
        assertEquals(
                List.of("8.0", "9.1"), texts(parse(bundle.get("vendor-index.xml")), "version"));
        Document response = parse(metadata.get("vmware.xml"));
        assertEquals(
                List.of("8.0", "8.0", "9.1"),
                elements(response, "softwarePlatform").stream()
                        .map(platform -> platform.getAttribute("version"))
                        .toList());
    }

    @Test
    void tellsTheRightSizeAndChecksumOfEachVib() {
        Document response = parse(metadata.get("vmware.xml"));
        List<Element> files = elements(response, "vibFile");
        assertEquals(3, files.size());
        for (Element file : files) {
            byte[] vib = bundle.get(text(file, "relativePath"));
            assertEquals(vib.length, Integer.parseInt(text(file, "packedSize")));
            assertTrue(file.getTextContent().endsWith("sha-256" + Sums.sha256(vib)));
        }
    }

    @Test
    void describesEachVibByItsOwnDescriptor() {
        metadata.forEach(
                (name, bytes) -> {
                    Document document = parse(bytes);
                    if (name.startsWith("vibs/")) {
                        byte[] vib = bundle.get(texts(document, "relative-path").get(0));
                        String descriptor = new String(vib, US_ASCII);
                        assertTrue(descriptor.startsWith("!<arch>\ndescriptor.xml "));
                        assertTrue(
                                descriptor.contains(
                                        "<version>" + texts(document, "version").get(0) + "<"));
                    }
                });
    }

    private static String vib(String name, String version) {
        return "vib20/%s/DMO_bootbank_%s_%s.vib".formatted(name, name, version);
    }

    private static Map<String, byte[]> unzip(byte[] bytes) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                files.put(e.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    private static Document parse(byte[] xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(Document document, String name) {
        return elements(document, name).stream().map(Element::getTextContent).toList();
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }

    private static List<Element> elements(Document document, String name) {
        var nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
