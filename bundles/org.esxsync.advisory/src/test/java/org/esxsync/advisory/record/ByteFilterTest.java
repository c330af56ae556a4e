package org.esxsync.advisory.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteFilterTest {

    private static boolean mayConcern(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteFilter.mayConcern(bytes, bytes.length);
    }

    @Test
    void itFindsEachWordInEachPlaceAndCase() {
        for (String word : new String[] {"ESX", "esx", "EsX", "VMSA-", "vmsa-", "catalogVersion"}) {
            for (int before = 0; before < 40; before++) {
                assertEquals(true, mayConcern("é".repeat(before) + word), word + before);
                assertEquals(true, mayConcern("e".repeat(before) + word + "xx"), word + before);
                assertEquals(true, mayConcern("vmsavmsa".repeat(before) + word), word + before);
                assertEquals(
                        false,
                        mayConcern("-".repeat(before) + word.substring(1)),
                        word.substring(1) + before);
            }
        }
    }

    @Test
    void whatIsBehindTheEndDoesNotCount() {
        byte[] bytes = "{} ESX".getBytes(StandardCharsets.US_ASCII);
        assertEquals(false, ByteFilter.mayConcern(bytes, 5));
        assertEquals(false, ByteFilter.mayConcern(bytes, 0));
    }
}
