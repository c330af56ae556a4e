package org.esxsync.fetch.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.esxsync.api.Secrets;
import org.junit.jupiter.api.Test;

class MaskedStreamTest {

    private static final String SECRET = "Key-of-MaskedStreamTest";

    /** Gives as many bytes at a time as it was made for. */
    private static InputStream slow(String text, int atATime) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, atATime));
            }
        };
    }

    @Test
    void aSecretIsMaskedWhereverBlocksEnd() throws IOException {
        Secrets.know(SECRET);
        String stars = "*".repeat(SECRET.length());
        for (int before : new int[] {0, 1, 65_500, 65_535, 65_536, 65_558, 131_060}) {
            for (int atATime : new int[] {1, 7, 1 << 20}) {
                String head = "x".repeat(before);
                try (InputStream in =
                        new MaskedStream(slow(head + SECRET + "y" + SECRET, atATime))) {
                    String read = new String(in.readAllBytes(), StandardCharsets.UTF_8);

                    assertEquals(head.length() + 2 * SECRET.length() + 1, read.length());
                    assertEquals(stars + "y" + stars, read.substring(before));
                }
            }
        }
    }

    @Test
    void anEmptyDocumentStaysEmpty() throws IOException {
        assertEquals(0, new MaskedStream(InputStream.nullInputStream()).readAllBytes().length);
    }
}
