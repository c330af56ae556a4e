package org.esxsync.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantityTest {

    @Test
    void bytesAreShownInDecimalUnits() {
        assertEquals("0 B", Quantity.bytes(0));
        assertEquals("999 B", Quantity.bytes(999));
        assertEquals("1.0 kB", Quantity.bytes(1000));
        assertEquals("1.2 MB", Quantity.bytes(1_234_567));
        assertEquals("1.0 MB", Quantity.bytes(999_999));
        assertEquals("9.2 EB", Quantity.bytes(Long.MAX_VALUE));
    }

    @Test
    void durationsGrowCoarserAsTheyGrowLonger() {
        assertEquals("59 s", Quantity.duration(Duration.ofMillis(59_900)));
        assertEquals("2 min 5 s", Quantity.duration(Duration.ofSeconds(125)));
        assertEquals("3 h 1 min", Quantity.duration(Duration.ofMinutes(181)));
    }

    @Test
    void oneIsNotMany() {
        assertEquals("1 patch", Quantity.count(1, "patch", "patches"));
        assertEquals("0 patches", Quantity.count(0, "patch", "patches"));
    }

    @Test
    void bareBytesInATextAreMadeReadable() {
        assertEquals("2 published, 665.7 kB", Quantity.inText("2 published, 665676 bytes"));
        assertEquals("12 files", Quantity.inText("12 files"));
    }
}
