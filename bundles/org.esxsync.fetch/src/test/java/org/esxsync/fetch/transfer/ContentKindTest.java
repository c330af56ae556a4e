package org.esxsync.fetch.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.esxsync.fetch.archive.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentKindTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "<!DOCTYPE html PUBLIC>",
                "\n\t <HTML lang='tr'>",
                "\u00ef\u00bb\u00bf<!doctype HTML>",
                "<?xml version='1.0'?><!DOCTYPE x><html xmlns='y'>",
                "<!-- portal --><html>",
                "<script>location='/login'</script>"
            })
    void knowsAPage(String text) {
        byte[] page = text.getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(ContentKind.HTML, ContentKind.of(page));
        assertEquals(ContentKind.GZIPPED_HTML, ContentKind.of(Samples.gzip(page)));
    }

    @Test
    void knowsArchives() {
        byte[] tar = Samples.tar(entries -> Samples.file(entries, "P/x", "content"));
        byte[] old = tar.clone();
        Arrays.fill(old, 257, 265, (byte) 0);
        int sum = 0;
        Arrays.fill(old, 148, 156, (byte) ' ');
        for (int i = 0; i < 512; i++) {
            sum += old[i] & 0xff;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(digits, 0, old, 148, 8);

        assertEquals(ContentKind.TAR, ContentKind.of(tar));
        assertEquals(ContentKind.TAR, ContentKind.of(old));
        assertEquals(ContentKind.TAR_GZ, ContentKind.of(Samples.gzip(tar)));
        assertEquals(ContentKind.ZIP, ContentKind.of(Samples.zip("a", "b")));
        assertEquals(ContentKind.VIB, ContentKind.of(bytes("!<arch>\nfirst")));
        assertEquals(ContentKind.GZIP, ContentKind.of(Samples.gzip(bytes("text"))));
        assertEquals(ContentKind.OTHER, ContentKind.of(new byte[4096]));
        assertEquals(ContentKind.OTHER, ContentKind.of(bytes("<vendorList>")));
        assertEquals(ContentKind.EMPTY, ContentKind.of(new byte[0]));
    }

    @Test
    void tellsACompressedPageByTheHeadOfALongStream() {
        byte[] page = Samples.gzip(bytes("<html>" + new String(Samples.noise(50_000, 1))));

        assertEquals(ContentKind.GZIPPED_HTML, ContentKind.of(Arrays.copyOf(page, 4096)));
    }

    @ParameterizedTest
    @CsvSource({
        "TAR_GZ, a.tgz",
        "TAR_GZ, A.TAR.GZ",
        "TAR, a.tar",
        "ZIP, a.zip",
        "VIB, a.vib",
        "OTHER, vmlinuz",
        "HTML, a.htm",
        "GZIP, a.gz",
        "TAR_GZ, payload"
    })
    void suitsItsNames(ContentKind kind, String name) {
        assertTrue(kind.suits(name));
    }

    @ParameterizedTest
    @CsvSource({
        "HTML, a.tgz",
        "HTML, vmlinuz",
        "GZIPPED_HTML, a.gz",
        "EMPTY, a.vib",
        "ZIP, a.tgz",
        "TAR_GZ, a.zip",
        "OTHER, a.vib",
        "GZIP, a.tgz",
        "EMPTY, readme"
    })
    void doesNotSuitOthers(ContentKind kind, String name) {
        assertFalse(kind.suits(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
