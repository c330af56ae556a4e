package org.esxsync.fetch.location;

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
        "mailto:x?secret, mailto:x"
    })
    void showsNoSecret(String location, String shown) {
        assertEquals(shown, RedactedLocation.of(URI.create(location)));
    }
}
