package org.esxsync.fileinstall.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenUrlTest {

    private static final String PATH = "PROD/COMP/ESX_HOST/main/vmw-depot-index.xml";

    @Test
    void aTypedTokenIsTakenOut() {
        TokenUrl url = TokenUrl.of("https://dl.broadcom.com/s3cretS3cret/" + PATH);

        assertNotNull(url);
        assertEquals("s3cretS3cret", url.token());
        assertEquals(
                "https://dl.broadcom.com/${file:/etc/token}/" + PATH,
                url.referringTo("/etc/token"));
        assertEquals("https://dl.broadcom.com/" + PATH, url.withoutToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<token>/", "TOKEN/", "YOUR_TOKEN/", "{downloadToken}/", "***/"})
    void oneWithoutATokenNeedsOne(String start) {
        TokenUrl url = TokenUrl.of("https://dl.broadcom.com/" + start + PATH);

        assertNotNull(url);
        assertNull(url.token());
        assertEquals(PATH, url.path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dl.broadcom.com/${env:TOKEN}/" + PATH,
                "https://example.com/" + PATH,
                "https://dl.broadcom.com.example.com/x/" + PATH,
                "/srv/bundles"
            })
    void othersNeedNone(String location) {
        assertNull(TokenUrl.of(location));
    }
}
