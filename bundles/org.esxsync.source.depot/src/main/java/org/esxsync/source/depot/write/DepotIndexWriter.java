package org.esxsync.source.depot.write;

import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.depot.metadata.MetadataZip;

/** Writes the two kinds of index in the vendor's form: no declaration, no namespace. */
public final class DepotIndexWriter {

    public static final String INDEX = "index.xml";
    public static final String VENDOR_INDEX = MetadataZip.VENDOR_INDEX;

    private static final String NAME = "ESX Sync";
    private static final String CODE = "ESX";
    private static final String TYPE = "http://www.vmware.com/depotmanagement/esx";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private DepotIndexWriter() throws XMLStreamException {
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /**
     * A metadata zip to be listed.
     *
     * @param name its file's name
     * @param products the products that its bulletins are for
     */
    public record Zip(RelativePath name, Set<String> products) implements Comparable<Zip> {

        private static final String DEFAULT_PRODUCT = "embeddedEsx";

        /** A zip of these patches. */
        public static Zip of(RelativePath name, List<Patch> patches) {
            Set<String> products = new TreeSet<>();
            for (Patch patch : patches) {
                patch.platforms().stream().map(Platform::product).forEach(products::add);
            }
            products.remove("");
            return new Zip(name, products.isEmpty() ? Set.of(DEFAULT_PRODUCT) : products);
        }

        @Override
        public int compareTo(Zip other) {
            return name.compareTo(other.name);
        }
    }

    public static String index(EsxRelease release) {
        return written(
                writer -> {
                    writer.start("vendorList");
                    writer.start("vendor");
                    writer.element("name", NAME + " " + release);
                    writer.element("code", CODE);
                    writer.element("indexfile", VENDOR_INDEX);
                    writer.element("patchUrl", "");
                    writer.element("relativePath", "");
                    writer.start("content");
                    writer.element("name", "VMware ESX");
                    writer.element("type", TYPE);
                    writer.end();
                    writer.end();
                    writer.end();
                });
    }

    /**
     * @param notices the documents that hold notices
     */
    public static String vendorIndex(String version, List<Zip> zips, List<RelativePath> notices) {
        return written(
                writer -> {
                    writer.start("metaList");
                    for (Zip zip : zips) {
                        for (String product : zip.products()) {
                            writer.start("metadata");
                            writer.element("productId", product);
                            writer.element("version", version);
                            writer.element("locale", "");
                            writer.element("url", zip.name().value());
                            writer.element("channelName", "default");
                            writer.end();
                        }
                    }
                    for (RelativePath each : notices) {
                        writer.start("notification");
                        writer.element("url", each.value());
                        writer.end();
                    }
                    writer.end();
                });
    }

    private interface Body {
        void write(DepotIndexWriter writer) throws XMLStreamException;
    }

    private static String written(Body body) {
        try {
            DepotIndexWriter writer = new DepotIndexWriter();
            body.write(writer);
            writer.xml.flush();
            return writer.text + "\n";
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
    }

    private void start(String name) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters("\n");
    }

    private void end() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void element(String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }
}
