package org.esxsync.fileinstall.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {

    private static String with(String text, String key, String value) {
        return PropertiesText.of(text).with(key, value).toString();
    }

    @Test
    void aKeyIsSetInItsPlace() {
        assertEquals(
                "# one\nmirror=/new\n\n# two\nkeep = all\n",
                with("# one\nmirror=/old\n\n# two\nkeep = all\n", "mirror", "/new"));
        assertEquals("keep = 3\n", with("keep = all", "keep", "3"));
        assertEquals("keep: 3\n", with("  keep: all\n", "keep", "3"));
    }

    @Test
    void anEntryOfSeveralLinesIsReplacedAsAWhole() {
        assertEquals(
                "releases = esxi-8.0\nkeep=all\n",
                with("releases = esx-3.0.1,\\\n   esx-3.5\nkeep=all\n", "releases", "esxi-8.0"));
    }

    @Test
    void aKeyThatIsNotSetStandsBelowItsCommentedDefault() {
        assertEquals(
                "#keep = all\nkeep = 3\n#unfit=warn\n",
                with("#keep = all\n#unfit=warn\n", "keep", "3"));
        assertEquals("a=1\nkeep = 3\n", with("a=1\n", "keep", "3"));
        assertEquals("keep = 3\n", with("", "keep", "3"));
    }

    @Test
    void onlyTheLastOfTwoEntriesCountsAndBothAreRemoved() {
        assertEquals("a=1\na=3\n", with("a=1\na=2\n", "a", "3"));
        assertEquals(
                "# a\nb=2\n", PropertiesText.of("# a\na=1\nb=2\na=3\n").without("a").toString());
    }

    @Test
    void aValueIsReadAsItIsWritten() {
        PropertiesText text =
                PropertiesText.of("a=0\nb = ${env:X}, \\\n   \\u00e4\na = 1 \n#c=2\n");

        assertEquals("${env:X}, \u00e4", text.value("b"));
        assertEquals("1 ", text.value("a"));
        assertNull(text.value("c"));
    }

    @Test
    void aKeyIsNotTakenForOneThatBeginsLikeIt() {
        assertEquals("proxy.user=a\nproxy = b\n", with("proxy.user=a\n", "proxy", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/größe ä",
                "/srv/a\nb\tc",
                "C:\\bundles\\new",
                "a\\",
                "=:#!",
                "https://x/${env:TOKEN}/a?b=c",
                ""
            })
    void whatIsSetIsWhatIsRead(String value) throws IOException {
        Properties read = new Properties();
        read.load(new StringReader(with("# c\na = 1\n", "location", value)));

        assertEquals(value, read.getProperty("location"));
        assertEquals("1", read.getProperty("a"));
    }
}
