package org.esxsync.source.vi3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundedSizeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40.0 MB | 40000000",
                "1.2 MBmd5sum: 01234567 | 1200000",
                "650 KB | 650000",
                "650KB | 650000",
                "0.5 kb | 500",
                "1.1 GB | 1100000000",
                "2 GiB | 2000000000",
                "1,234,567 bytes | 1234567",
                "1,234.5 MB (zipped) | 1234500000",
                "1 byte | 1",
                "1099511627776 bytes | 1099511627776"
            })
    void readsASize(String text, long bytes) {
        assertEquals(OptionalLong.of(bytes), RoundedSize.at(0, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "N/A",
                "40.0",
                "MB",
                "-40 MB",
                "about 40 MB",
                "1,2 MB",
                "1.2.3 MB",
                "1e9 MB",
                "0.0 MB",
                "9999 GB",
                "1099511627777 bytes",
                "999999999999999 GB",
                "99999999999999999999999999 bytes",
                "\u0664\u0660 MB"
            })
    void whatIsNoSizeIsNotKnown(String text) {
        assertEquals(OptionalLong.empty(), RoundedSize.at(0, text));
    }
}
