package org.esxsync.api.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedLocationTest {

    @ParameterizedTest
    @CsvSource({
        "http://a.example.com/x/y.zip, http://a.example.com/x/y.zip",
        "http://a.example.com:8080/x?AuthKey=secret&n=1#part, http://a.example.com:8080/x",
        "https://joe:secret@a.example.com/x, https://a.example.com/x",
        "https://dl.broadcom.com/secret/PROD/x.zip, https://dl.broadcom.com/***/PROD/x.zip",
        "https://DL.Broadcom.com//secret/PROD/x, https://DL.Broadcom.com/***/PROD/x",
        "https://dl.broadcom.com:443/secret, https://dl.broadcom.com:443/***",
        "https://dl.broadcom.com, https://dl.broadcom.com",
        "https://dl.broadcom.com/$%7Bfile:/etc/t%7D/PROD/x, https://dl.broadcom.com/***/PROD/x",
        "http://joe:secret@under_score/x?secret, http://under_score/x",
        "file:/srv/a%20b.zip, file:/srv/a%20b.zip",
        "jar:file:/srv/b.zip!/x.vib, jar:file:/srv/b.zip!/x.vib",
        "jar:https://dl.broadcom.com/secret/b.zip!/x, jar:https://dl.broadcom.com/***/b.zip!/x",
        "https://a.example.com/p@1/x, https://a.example.com/p@1/x",
        "mailto:x?secret, mailto:x"
    })
    void showsNoSecret(String location, String shown) {
        assertEquals(shown, RedactedLocation.of(URI.create(location)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://dl.broadcom.com/s3cret/PROD/i.xml, https://dl.broadcom.com/***/PROD/i.xml",
        "https://dl.broadcom.com/${file:/etc/t}/PROD/i.xml, https://dl.broadcom.com/***/PROD/i.xml",
        "https://joe:s3cret@dl.broadcom.com/s3cret/i.xml, https://dl.broadcom.com/***/i.xml",
        "ftp://joe:s3/cret@a.example.com/i.xml, ftp://a.example.com/i.xml",
        "https://a.example.com/i.xml?AuthKey=s3cret, https://a.example.com/i.xml",
        "not a place, not a place"
    })
    void showsNoSecretOfALocationThatNobodyHasCheckedYet(String location, String shown) {
        assertEquals(shown, RedactedLocation.of(location));
    }

    @ParameterizedTest
    @CsvSource({
        "https://dl.broadcom.com/x, true",
        "https://DL.Broadcom.com/x, true",
        "https://dl.broadcom.com.example/x, false",
        "file:/dl.broadcom.com/x, false"
    })
    void knowsWhereATokenIs(URI location, boolean token) {
        assertEquals(token, RedactedLocation.hasToken(location));
    }
}
