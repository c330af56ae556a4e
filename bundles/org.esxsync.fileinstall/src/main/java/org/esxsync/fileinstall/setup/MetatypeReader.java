package org.esxsync.fileinstall.setup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.esxsync.api.EsxSyncException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * Reads how bundles describe their configurations: the Metatype documents that bnd makes from the
 * annotations of a component. Used by one thread, once for each document.
 */
final class MetatypeReader {

    private static final String METATYPE = "OSGI-INF/metatype";
    private static final String OURS = "org.esxsync.";

    private final XMLStreamReader xml;
    private final List<DescribedKey> keys = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private @Nullable DescribedKey open;
    private String description = "";
    private String pid = "";
    private boolean factory;

    private MetatypeReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** What our bundles, and plug-ins that are named alike, describe; by PID. */
    static List<DescribedConfiguration> read(Bundle... bundles) {
        List<DescribedConfiguration> found = new ArrayList<>();
        for (Bundle bundle : bundles) {
            for (String path : documents(bundle)) {
                if (path.endsWith(".xml")) {
                    DescribedConfiguration described = document(bundle, path);
                    if (described.pid().startsWith(OURS) || isOurs(bundle)) {
                        found.add(described);
                    }
                }
            }
        }
        found.sort(Comparator.comparing(DescribedConfiguration::pid));
        return found;
    }

    /** A bundle of others that has a matcher or a source is one of ours to an administrator. */
    private static boolean isOurs(Bundle bundle) {
        String imports = bundle.getHeaders("").get("Import-Package");
        return imports != null && imports.contains("org.esxsync.api.");
    }

    private static List<String> documents(Bundle bundle) {
        Enumeration<String> paths = bundle.getEntryPaths(METATYPE);
        return paths == null ? List.of() : Collections.list(paths);
    }

    private static DescribedConfiguration document(Bundle bundle, String path) {
        URL document = Objects.requireNonNull(bundle.getEntry(path), path);
        try (InputStream in = document.openStream()) {
            return read(in);
        } catch (IOException | XMLStreamException e) {
            throw new EsxSyncException(
                    "%s: %s cannot be read: %s".formatted(bundle.getSymbolicName(), path, e), e);
        }
    }

    /** Reads one document. */
    static DescribedConfiguration read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        try {
            return new MetatypeReader(xml).read();
        } finally {
            xml.close();
        }
    }

    private DescribedConfiguration read() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                start(xml.getLocalName());
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("AD")) {
                end();
            }
        }
        return new DescribedConfiguration(pid, factory, description, keys);
    }

    private void start(String element) {
        switch (element) {
            case "OCD" -> description = attribute("description");
            case "AD" -> {
                options.clear();
                open =
                        new DescribedKey(
                                attribute("id"),
                                attribute("type"),
                                !attribute("cardinality").isEmpty()
                                        && !attribute("cardinality").equals("0"),
                                unescaped(attribute("default")),
                                List.of(),
                                attribute("description"));
            }
            case "Option" -> options.add(attribute("value"));
            case "Designate" -> {
                factory = !attribute("factoryPid").isEmpty();
                pid = factory ? attribute("factoryPid") : attribute("pid");
            }
            default -> {}
        }
    }

    private void end() {
        DescribedKey key = Objects.requireNonNull(open);
        keys.add(
                new DescribedKey(
                        key.name(),
                        key.type(),
                        key.many(),
                        key.defaultValue(),
                        options,
                        key.description()));
    }

    /** A default is a list of values, in which a backslash stands before a comma or a blank. */
    private static String unescaped(String text) {
        return text.replaceAll("(?<!\\\\),\\s*", ", ").replaceAll("\\\\(.)", "$1");
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
