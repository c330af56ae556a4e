package org.esxsync.source.depot.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.esxsync.api.patch.Platform;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.StrictXml;

/**
 * Copies a description event by event, without some of its bulletins, or with the version that a
 * release has in place of those that do not cover it.
 */
final class DescriptionCopy {

    private static final Set<String> PLATFORMS = Set.of("softwarePlatform", "swPlatform");
    private static final String PRODUCT = "productLineID";
    private static final String VERSION = "version";

    private final StrictXml xml;
    private final ReleaseVersion version;
    private final IntPredicate kept;
    private final IntPredicate claimed;
    private final XMLStreamWriter out;

    /** The platforms of the current list that were written so far. */
    private final Set<Platform> written = new HashSet<>();

    private int bulletins;
    private int depth;
    private boolean isClaimed;

    private DescriptionCopy(
            StrictXml xml,
            ReleaseVersion version,
            IntPredicate kept,
            IntPredicate claimed,
            XMLStreamWriter out) {
        this.xml = xml;
        this.version = version;
        this.kept = kept;
        this.claimed = claimed;
        this.out = out;
    }

    /**
     * Copies a list of bulletins.
     *
     * @param kept says of a bulletin's position whether it stays
     * @param claimed says of a bulletin's position whether its platforms become the release's
     * @param target not closed
     */
    static void bulletins(
            StrictXml xml,
            ReleaseVersion version,
            IntPredicate kept,
            IntPredicate claimed,
            OutputStream target)
            throws IOException {
        copy(xml, version, kept, claimed, false, target);
    }

    /**
     * Copies the description of one bulletin or VIB, of which the platforms become the release's.
     *
     * @param target not closed
     */
    static void claimed(StrictXml xml, ReleaseVersion version, OutputStream target)
            throws IOException {
        copy(xml, version, position -> true, position -> true, true, target);
    }

    private static void copy(
            StrictXml xml,
            ReleaseVersion version,
            IntPredicate kept,
            IntPredicate claimed,
            boolean all,
            OutputStream target)
            throws IOException {
        try {
            XMLStreamWriter out =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(target, "UTF-8");
            DescriptionCopy copy = new DescriptionCopy(xml, version, kept, claimed, out);
            copy.isClaimed = all;
            copy.copy();
            out.flush();
        } catch (XMLStreamException e) {
            throw new IOException(PlainText.reason(e), e);
        }
    }

    private void copy() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && isDropped()) {
                xml.skip();
            } else {
                write(event, xml.event());
            }
        }
    }

    private boolean isDropped() {
        String name = xml.event().getLocalName();
        if (depth == 1 && name.equals("bulletin")) {
            int position = bulletins++;
            isClaimed = claimed.test(position);
            return !kept.test(position);
        }
        return isClaimed && PLATFORMS.contains(name) && !written.add(platform());
    }

    /** The current platform as it is to be written. */
    private Platform platform() {
        return version.claimed(new Platform(xml.attribute(PRODUCT), xml.attribute(VERSION)));
    }

    private void write(int event, XMLStreamReader in) throws XMLStreamException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                start(in);
            }
            case XMLStreamConstants.END_ELEMENT -> {
                depth--;
                if (!PLATFORMS.contains(in.getLocalName())) {
                    written.clear();
                }
                out.writeEndElement();
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    out.writeCharacters(
                            in.getTextCharacters(), in.getTextStart(), in.getTextLength());
            case XMLStreamConstants.COMMENT -> out.writeComment(in.getText());
            case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    out.writeProcessingInstruction(in.getPITarget(), in.getPIData());
            default -> {}
        }
    }

    private void start(XMLStreamReader in) throws XMLStreamException {
        String prefix = in.getPrefix() == null ? "" : in.getPrefix();
        String namespace = in.getNamespaceURI() == null ? "" : in.getNamespaceURI();
        out.writeStartElement(prefix, in.getLocalName(), namespace);
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            String declared = in.getNamespacePrefix(i);
            if (declared == null) {
                out.writeDefaultNamespace(in.getNamespaceURI(i));
            } else {
                out.writeNamespace(declared, in.getNamespaceURI(i));
            }
        }
        boolean isPlatform = isClaimed && PLATFORMS.contains(in.getLocalName());
        for (int i = 0; i < in.getAttributeCount(); i++) {
            boolean isVersion = isPlatform && in.getAttributeLocalName(i).equals(VERSION);
            attribute(in, i, isVersion ? platform().versionPattern() : in.getAttributeValue(i));
        }
    }

    private void attribute(XMLStreamReader in, int i, String value) throws XMLStreamException {
        String namespace = in.getAttributeNamespace(i);
        if (namespace == null || namespace.isEmpty()) {
            out.writeAttribute(in.getAttributeLocalName(i), value);
        } else {
            out.writeAttribute(
                    in.getAttributePrefix(i), namespace, in.getAttributeLocalName(i), value);
        }
    }
}
