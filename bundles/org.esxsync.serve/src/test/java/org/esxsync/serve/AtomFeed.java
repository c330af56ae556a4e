package org.esxsync.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import com.thaiopensource.xml.sax.ErrorHandlerImpl;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Checks by jing that a feed is as RFC 4287 has it. */
final class AtomFeed {

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    private AtomFeed() {}

    /** What jing says against a feed; empty if it is as it must be. */
    static String problems(byte[] feed) throws Exception {
        StringWriter told = new StringWriter();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new ErrorHandlerImpl(told));
        ValidationDriver jing =
                new ValidationDriver(properties.toPropertyMap(), CompactSchemaReader.getInstance());
        String schema = AtomFeed.class.getResource("atom.rnc").toString();
        assertTrue(jing.loadSchema(new InputSource(schema)), told::toString);
        boolean isValid = jing.validate(new InputSource(new ByteArrayInputStream(feed)));
        assertEquals(isValid, told.toString().isEmpty(), told::toString);
        return told.toString();
    }

    /** The ids of the entries of a feed that is as it must be, in their order. */
    static List<String> ids(byte[] feed) throws Exception {
        assertEquals("", problems(feed));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root =
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(feed))
                        .getDocumentElement();
        NodeList all = root.getElementsByTagNameNS(ATOM, "id");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            ids.add(all.item(i).getTextContent());
        }
        // 4.2.6, of which a grammar knows nothing.
        assertEquals(ids.size(), Set.copyOf(ids).size(), () -> ids + ": an id stands for one");
        return ids.subList(1, ids.size());
    }
}
