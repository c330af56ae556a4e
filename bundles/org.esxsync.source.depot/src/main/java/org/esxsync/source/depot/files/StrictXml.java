package org.esxsync.source.depot.files;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.source.MalformedSourceException;

/**
 * Reads an XML document from outside, forwards only: no DTD, no entities but the five of XML,
 * bounded in all and in each piece. Elements are known by their local names. Every problem is a
 * {@link MalformedSourceException} with the line.
 */
public final class StrictXml implements AutoCloseable {

    private static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_PIECE = 1024 * 1024;
    private static final int MAX_DEPTH = 64;

    /** Making one takes longer than reading a small document. */
    private static final XMLInputFactory FACTORY = factory();

    private final String place;
    private final BoundedInput input;
    private final XMLStreamReader reader;
    private int depth;

    /**
     * @param place names the document in messages
     * @param in closed with this
     * @param limit bytes that the document may have
     */
    public StrictXml(String place, InputStream in, long limit) {
        this.place = place;
        this.input = new BoundedInput(in, limit, MAX_PIECE);
        try {
            this.reader = reader(input);
        } catch (XMLStreamException e) {
            throw malformed(place, e);
        }
    }

    /** A factory is not made for several threads. */
    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        synchronized (FACTORY) {
            return FACTORY.createXMLStreamReader(in);
        }
    }

    /** The platform's own parser, whatever else the class path or the framework offers. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        return factory;
    }

    /** Where we are, for people. */
    public String place() {
        return place + ", line " + reader.getLocation().getLineNumber();
    }

    /** How many characters were read up to the current event. */
    public int position() {
        return reader.getLocation().getCharacterOffset();
    }

    /** The reader, at the event that {@link #next()} came to. */
    public XMLStreamReader event() {
        return reader;
    }

    public boolean hasNext() {
        return reader.getEventType() != XMLStreamConstants.END_DOCUMENT;
    }

    /** Goes to the next event, one of {@link XMLStreamConstants}. */
    public int next() {
        input.step();
        try {
            int event = reader.next();
            switch (event) {
                case XMLStreamConstants.DTD ->
                        throw malformed("a document type declaration is not allowed here");
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                throw malformed("elements are nested more than " + MAX_DEPTH + " deep");
            }
            return event;
        } catch (XMLStreamException e) {
            throw malformed(place(), e);
        }
    }

    /**
     * Goes to the root element.
     *
     * @param names the names that it may have
     * @return the one that it has
     */
    public String root(String... names) {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            // comments and white space
        }
        for (String name : names) {
            if (name.equals(reader.getLocalName())) {
                return name;
            }
        }
        throw malformed(
                "it is <%s> instead of <%s>"
                        .formatted(printableName(), String.join("> or <", names)));
    }

    /**
     * Visits each child element of the current one, and ends at the current one's end tag.
     *
     * @param visitor gets the child's name; it may read the child with {@link #text()} and {@link
     *     #children}, and what it leaves is skipped
     * @return the element's own text, stripped
     */
    public String children(Consumer<String> visitor) {
        int element = depth;
        StringBuilder text = new StringBuilder();
        while (depth >= element) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    visitor.accept(reader.getLocalName());
                    skipTo(element);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(text);
                default -> {}
            }
        }
        return text.toString().strip();
    }

    /** The current element's text, without that of its children, stripped. */
    public String text() {
        return children(name -> {});
    }

    /** Reads what is left, which must be well-formed too. */
    public void end() {
        while (hasNext()) {
            next();
        }
    }

    /** Goes to the end tag of the current element. */
    public void skip() {
        skipTo(depth - 1);
    }

    private void skipTo(int wanted) {
        while (depth > wanted) {
            next();
        }
    }

    private void append(StringBuilder text) {
        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        if (text.length() > MAX_TEXT) {
            throw malformed("a text is longer than " + MAX_TEXT + " characters");
        }
    }

    /** An attribute of the current element, stripped; empty if it has none of that name. */
    public String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i).strip();
            }
        }
        return "";
    }

    public MalformedSourceException malformed(String reason) {
        return new MalformedSourceException(place(), reason);
    }

    @Override
    public void close() {
        try {
            reader.close();
            input.close();
        } catch (XMLStreamException | IOException e) {
            throw PlainText.unreadable(place, e);
        }
    }

    private String printableName() {
        return PlainText.line(reader.getLocalName());
    }

    private EsxSyncException malformed(String where, XMLStreamException e) {
        String excess = input.excess();
        if (!excess.isEmpty()) {
            return new MalformedSourceException(where, excess, e);
        }
        return e.getNestedException() instanceof IOException cause
                        && !(cause instanceof CharConversionException)
                ? PlainText.unreadable(where, cause)
                : new MalformedSourceException(where, "it is not well-formed XML: " + reason(e), e);
    }

    /** The parser's reason without the position that it puts before it. */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        return PlainText.line(message.replaceFirst("(?s)^.*\\nMessage: ", ""));
    }
}
