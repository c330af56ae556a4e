package org.esxsync.fileinstall.setup;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;

class DescribedKeyTest {

    private static final String PID = "org.esxsync.example";
    private static final String DOCUMENT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="x" name="Example" description="What it is for.">
                <AD id="parallel" type="Integer" name="P" description="How many." default="6"/>
                <AD id="unfit" type="String" name="U" description="What happens." default="warn">
                  <Option label="warn" value="warn"/>
                  <Option label="refuse" value="refuse"/>
                </AD>
                <AD id="hosts" type="String" cardinality="2147483647" name="H"
                    description="Hosts." default="*.vmware.com,a\\,b"/>
                <AD id="password" type="Password" name="W" description="Secret."/>
                <AD id="proxy" type="String" name="X" description="Proxy." default=""/>
              </OCD>
              <Designate factoryPid="org.esxsync.example"><Object ocdref="x"/></Designate>
            </metatype:MetaData>
            """;

    private final DescribedConfiguration described;

    DescribedKeyTest() throws XMLStreamException {
        described =
                MetatypeReader.read(
                        new ByteArrayInputStream(DOCUMENT.getBytes(StandardCharsets.UTF_8)));
    }

    private void check(String key, String value) {
        described.key(key).check(PID, value);
    }

    private String refusal(String key, String value) {
        return assertThrows(ConfigurationException.class, () -> check(key, value)).getMessage();
    }

    @Test
    void aDocumentIsReadAsItIs() {
        assertEquals(PID, described.pid());
        assertTrue(described.factory());
        assertEquals("What it is for.", described.description());
        assertEquals("6", described.key("parallel").defaultValue());
        assertEquals("*.vmware.com, a,b", described.key("hosts").defaultValue());
        assertEquals(List.of("warn", "refuse"), described.key("unfit").options());
        assertEquals(List.of(), described.key("hosts").options());
    }

    @Test
    void aValueMustFitItsTypeAndTheChoices() {
        assertDoesNotThrow(() -> check("parallel", "12"));
        assertDoesNotThrow(() -> check("parallel", "${some.property}"));
        assertEquals(
                PID + ": parallel=many cannot be used; use a whole number",
                refusal("parallel", "many"));
        refusal("parallel", "99999999999");
        assertEquals(
                PID + ": unfit=maybe cannot be used; use warn, refuse", refusal("unfit", "maybe"));
    }

    @Test
    void anUnknownKeyIsToldWithThoseThatThereAre() {
        String message =
                assertThrows(EsxSyncException.class, () -> described.key("paralel")).getMessage();

        assertEquals(
                PID + " has no key 'paralel'; its keys are parallel, unfit, hosts, password, proxy",
                message);
    }

    @Test
    void aSecretIsNotShownAndAReferenceIs() {
        assertEquals("***", described.key("password").shown("hunter2"));
        assertEquals("***", described.key("password").shown("x${env:A}"));
        assertEquals("${env:A}", described.key("password").shown("${env:A}"));
        assertEquals("", described.key("password").shown(""));
        assertEquals("http://p.example", described.key("proxy").shown("http://u:pw@p.example"));
        assertEquals(
                "https://dl.broadcom.com/${file:/t}/main/",
                described.key("proxy").shown("https://dl.broadcom.com/${file:/t}/main/"));
        assertEquals(
                "https://dl.broadcom.com/***/main/",
                described.key("proxy").shown("https://dl.broadcom.com/s3cret/main/"));
    }
}
