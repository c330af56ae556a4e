package org.esxsync.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.esxsync.api.fetch.RedactedLocation;
import org.esxsync.api.ledger.Event;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final String SECRET = "T0ken~of-SecretsTest.é";

    static {
        Secrets.know(SECRET);
    }

    @Test
    void aSecretIsMaskedHoweverItIsEncoded() {
        for (String shape :
                new String[] {
                    SECRET,
                    "T0ken%7Eof-SecretsTest.%C3%A9",
                    "T0ken%7eof-SecretsTest.%c3%a9",
                    "%540ken~of%2DSecretsTest%2E%C3%A9"
                }) {
            assertEquals(
                    "at ***/x and ***.", Secrets.mask("at %s/x and %s.".formatted(shape, shape)));
            assertTrue(Secrets.isIn(shape), shape);
        }
        assertEquals("T0ken%7Eof", Secrets.mask("T0ken%7Eof"));
    }

    @Test
    void aSecretThatBeginsWithAnotherIsMaskedAsAWhole() {
        for (int length = 30; length > 20; length--) {
            Secrets.know("SecretsTest-" + "begins".repeat(6).substring(0, length));
        }

        assertEquals("at ***/x", Secrets.mask("at SecretsTest-%s/x".formatted("begins".repeat(5))));
    }

    @Test
    void whatIsTooShortToBeASecretStays() {
        Secrets.know("abc");
        Secrets.know(" ");

        assertEquals("abc", Secrets.mask("abc"));
    }

    @Test
    void documentsKeepTheirLength() {
        byte[] document = "<a href=\"/%s/x\">".formatted(SECRET).getBytes(StandardCharsets.UTF_8);
        int length = document.length;

        Secrets.mask(document, length);

        assertEquals(
                "<a href=\"/" + "*".repeat(SECRET.length() + 1) + "/x\">",
                new String(document, StandardCharsets.UTF_8));
        assertEquals(length, document.length);
    }

    @Test
    void aPasswordThatIsAWordAltersNoDocument() {
        Secrets.know("ESX350-2008");
        byte[] document = "ESX350-200803214-UG.zip".getBytes(StandardCharsets.UTF_8);

        Secrets.mask(document, document.length);

        assertEquals("ESX350-200803214-UG.zip", new String(document, StandardCharsets.UTF_8));
        assertEquals("at ***03214-UG.zip", Secrets.mask("at ESX350-200803214-UG.zip"));
    }

    @Test
    void errorsLocationsAndEventsHaveNoSecret() {
        String text = "https://cdn.example/" + SECRET + "/index.xml";
        URI url = URI.create("https://cdn.example/T0ken~of-SecretsTest.%C3%A9/index.xml");
        Event event = Event.ofSource(Instant.EPOCH, Event.Kind.SOURCE_FAILED, "s", text);

        assertEquals("https://cdn.example/***/index.xml", RedactedLocation.of(url));
        assertEquals("https://cdn.example/***/index.xml", RedactedLocation.of(text));
        assertEquals("https://cdn.example/***/index.xml", new EsxSyncException(text).getMessage());
        assertEquals("https://cdn.example/***/index.xml", event.detail());
    }

    @Test
    void aSecretIsSentWhereTheAdministratorWroteItAlone() {
        Secrets.permit(URI.create("https://depot.example:8443/a/$%7Benv:TOKEN%7D/index.xml"));

        URI there = URI.create("https://Depot.example:8443/b/$%7Benv:TOKEN%7D/x");
        assertTrue(Secrets.isPermitted(there, "${env:TOKEN}"));
        assertFalse(Secrets.isPermitted(there, "${env:OTHER}"));
        assertFalse(Secrets.isPermitted(there, "${env:token}"));
        assertFalse(Secrets.isPermitted(URI.create("https://depot.example/x"), "${env:TOKEN}"));
        assertFalse(Secrets.isPermitted(URI.create("http://depot.example:8443/x"), "${env:TOKEN}"));
    }
}
