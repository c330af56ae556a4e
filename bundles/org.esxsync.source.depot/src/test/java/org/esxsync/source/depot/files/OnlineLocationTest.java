package org.esxsync.source.depot.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.esxsync.api.Secrets;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.source.depot.CollectedPatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineLocationTest {

    private static final String PID = "org.esxsync.source.depot~vendor";

    @Test
    void keepsASecretAsAReference() {
        assertEquals(
                "[https://dl.broadcom.com/$%7Bfile:/etc/token%7D/PROD/index.xml]",
                OnlineLocation.indexes(
                                PID, "https://dl.broadcom.com/${file:/etc/token}/PROD/index.xml")
                        .toString());
    }

    @Test
    void letsASecretBeSentToTheHostThatTheAdministratorNames() {
        assertTrue(
                OnlineLocation.indexes(PID, "https://passer.example/broadcom/${env:PASS}/PROD")
                        .contains(
                                URI.create(
                                        "https://passer.example/broadcom/$%7Benv:PASS%7D/PROD/index.xml")));
        URI there = URI.create("https://passer.example/else");
        assertTrue(Secrets.isPermitted(there, "${env:PASS}"));
        assertFalse(Secrets.isPermitted(there, "${env:HOME}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dl.broadcom.com/s3cret/PROD/COMP/ESX_HOST/main/vmw-depot-index.xml",
                "https://DL.broadcom.com:443//s3cret/PROD/index.xml",
                "https://user:s3cret@depot.example/index.xml",
                "https://depot.example/index.xml?AuthKey=s3cret",
                "https://s3cret@/index.xml",
                "https://depot.example/a-${env:TOKEN}/index.xml",
                "https://depot.example/${env:TOKEN}.xml",
                "https://${env:TOKEN}/index.xml",
                "https://dl.broadcom.com/PROD/${env:TOKEN}/index.xml",
                "https://depot.example/a b.xml",
                "http:///index.xml"
            })
    void namesTheKeyOfAUrlThatCannotBeUsedWithoutItsSecret(String location) {
        ConfigurationException problem =
                assertThrows(
                        ConfigurationException.class, () -> OnlineLocation.indexes(PID, location));
        assertTrue(problem.getMessage().startsWith(PID + ": location="), problem.getMessage());
        assertFalse(problem.getMessage().contains("s3cret"), problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "https://dl.broadcom.com/s3cret/PROD/i.xml, https://dl.broadcom.com/***/PROD/i.xml",
        "https://dl.broadcom.com/${file:/etc/t}/PROD/i.xml, https://dl.broadcom.com/***/PROD/i.xml",
        "https://dl.broadcom.com/$%7Bfile:/t/t%7D/i.xml, https://dl.broadcom.com/***/i.xml",
        "http://user:s3cret@depot.example/i.xml, http://depot.example/i.xml",
        "https://depot.example/i.xml?AuthKey=s3cret, https://depot.example/i.xml",
        "ftp://user:s3/cret@depot.example/i.xml, ftp://depot.example/i.xml"
    })
    void isShownWithoutSecrets(String location, String shown) {
        assertEquals(shown, CollectedPatches.source(location).location());
    }
}
