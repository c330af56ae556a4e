package org.esxsync.fetch.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.esxsync.api.Secrets;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPathTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("TOKEN", "s3cret-1", "PAGE", "<html> s3cret");

    @Test
    void putsTheTokenIntoThePath() {
        assertEquals(
                "https://dl.broadcom.com/s3cret-1/PROD/index.xml",
                resolve("https://dl.broadcom.com/$%7Benv:TOKEN%7D/PROD/index.xml"));
    }

    @Test
    void readsTheTokenFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "s3cret-2\n");
        assertEquals(
                "https://dl.broadcom.com/s3cret-2/PROD/index.xml",
                resolve("https://dl.broadcom.com/$%7Bfile:" + file + "%7D/PROD/index.xml"));
    }

    @Test
    void putsWhatTheAdministratorHasWrittenForAHostAnywhereIntoItsPath() {
        Secrets.permit(URI.create("https://passer.example/a/$%7Benv:TOKEN%7D/b"));

        assertEquals(
                "https://passer.example/x/s3cret-1/y",
                resolve("https://passer.example/x/$%7Benv:TOKEN%7D/y"));
        assertEquals(
                "https://passer.example/x/$%7Benv:PAGE%7D/y",
                resolve("https://passer.example/x/$%7Benv:PAGE%7D/y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/$%7Benv:TOKEN%7D/index.xml",
                "https://dl.broadcom.com.elsewhere.example/$%7Benv:TOKEN%7D/index.xml",
                "https://dl.broadcom.com@elsewhere.example/$%7Benv:TOKEN%7D/index.xml",
                "https://dl.broadcom.com/PROD/$%7Benv:TOKEN%7D/index.xml",
                "https://dl.broadcom.com/PROD/index.xml",
                "http://127.0.0.1/index.xml"
            })
    void leavesEveryOtherUrlAlone(String location) {
        assertEquals(location, resolve(location));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:UNSET", "env:PAGE", "file:/nowhere/at/all"})
    void namesATokenThatIsMissingOrNoneWithoutSayingIt(String reference) {
        FetchException problem =
                assertThrows(
                        FetchException.class,
                        () -> resolve("https://dl.broadcom.com/$%7B" + reference + "%7D/PROD/i"));
        assertEquals(Reason.REFUSED, problem.reason());
        assertTrue(problem.getMessage().contains("${" + reference + "}"), problem.getMessage());
        assertFalse(problem.getMessage().contains("s3cret"), problem.getMessage());
    }

    private static String resolve(String location) {
        return TokenPath.resolve(URI.create(location), ENVIRONMENT).toString();
    }
}
