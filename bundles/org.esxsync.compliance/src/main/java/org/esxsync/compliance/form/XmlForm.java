package org.esxsync.compliance.form;

import java.io.IOException;
import java.io.Reader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.text.SessionText;
import org.esxsync.compliance.text.UnreadableException;

/** What {@code esxcli --formatter=xml} prints: structures of fields with a name each. */
final class XmlForm {

    private static final int DEEPEST = 100;

    private XmlForm() {}

    static boolean starts(String line) {
        return line.startsWith("<?xml") || line.startsWith("<output");
    }

    static void read(SessionText text, HostBook book) throws IOException {
        try (Reader block = new BoundedMarkup(text.block(Separator::endsOutput))) {
            XMLStreamReader xml = factory().createXMLStreamReader(block);
            new Walk(book, xml, text).run();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException cause) {
                throw cause;
            }
            book.problems().add(text.number(), "the XML is cut or wrong, and ends here");
            book.current().gap("its XML is cut or wrong");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private static final class Walk {

        private final XMLStreamReader xml;
        private final SessionText text;
        private final FieldRecords records;
        private Fields fields = new Fields();
        private String key = "";
        private final StringBuilder value = new StringBuilder();
        private int depth;

        Walk(HostBook book, XMLStreamReader xml, SessionText text) {
            this.xml = xml;
            this.text = text;
            this.records = new FieldRecords(book, "XML");
        }

        void run() throws XMLStreamException, UnreadableException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.CHARACTERS -> characters();
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (end()) {
                            return;
                        }
                    }
                    default -> {}
                }
            }
        }

        private void start() throws UnreadableException {
            depth++;
            if (depth > DEEPEST) {
                throw new UnreadableException("its XML is nested too deep");
            }
            if (xml.getLocalName().equals("structure")) {
                fields = new Fields();
            } else if (xml.getLocalName().equals("field")) {
                String name = xml.getAttributeValue(null, "name");
                key = name == null ? "" : Fields.key(name);
                value.setLength(0);
            }
        }

        private void characters() {
            if (Fields.isKnown(key) && value.length() < 1 << 16) {
                value.append(xml.getText().strip());
            }
        }

        /** Whether the document is over. */
        private boolean end() {
            depth--;
            String name = xml.getLocalName();
            if (name.equals("structure")) {
                records.accept(fields, text.number());
            } else if (name.equals("field")) {
                fields.put(key, value.toString());
                key = "";
            } else if (!key.isEmpty() && !value.isEmpty()) {
                fields.put(key, value.toString());
                value.setLength(0);
            }
            return depth == 0;
        }
    }
}
