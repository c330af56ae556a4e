package org.esxsync.source.depot.write;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.read.MetadataZip;

/** Copies a {@code vmware.xml} without some of its bulletins, event by event. */
final class BulletinCopy {

    private final StrictXml xml;
    private final BitSet kept;
    private final XMLStreamWriter out;
    private int bulletins;
    private int depth;

    private BulletinCopy(StrictXml xml, BitSet kept, XMLStreamWriter out) {
        this.xml = xml;
        this.kept = kept;
        this.out = out;
    }

    /**
     * @param kept the positions of the bulletins to keep
     * @param target not closed
     */
    static void copy(MetadataZip upstream, BitSet kept, OutputStream target) throws IOException {
        try (StrictXml xml = upstream.vmwareXml()) {
            XMLStreamWriter out =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(target, "UTF-8");
            new BulletinCopy(xml, kept, out).copy();
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
        return depth == 1
                && xml.event().getLocalName().equals("bulletin")
                && !kept.get(bulletins++);
    }

    private void write(int event, XMLStreamReader in) throws XMLStreamException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                start(in);
            }
            case XMLStreamConstants.END_ELEMENT -> {
                depth--;
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
        for (int i = 0; i < in.getAttributeCount(); i++) {
            attribute(in, i);
        }
    }

    private void attribute(XMLStreamReader in, int i) throws XMLStreamException {
        String namespace = in.getAttributeNamespace(i);
        if (namespace == null || namespace.isEmpty()) {
            out.writeAttribute(in.getAttributeLocalName(i), in.getAttributeValue(i));
        } else {
            out.writeAttribute(
                    in.getAttributePrefix(i),
                    namespace,
                    in.getAttributeLocalName(i),
                    in.getAttributeValue(i));
        }
    }
}
