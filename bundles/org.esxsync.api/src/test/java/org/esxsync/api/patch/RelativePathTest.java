package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.esxsync.api.patch.RelativePath.UnsafePathException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ESX-1002424.tgz",
                "vib20/esx-base/VMware_bootbank_esx-base_8.0.0-1.0.20513097.vib",
                "a",
                "...",
                "..a/a..",
                ".hidden",
                "-rf",
                "~root",
                "a b",
                "a/b:c",
                "bash-1:4.4-2.rpm",
                "1:bash-4.4-2.rpm",
                "%2e%2e/%2fetc",
            })
    void anOrdinaryPathStaysInside(String text) {
        RelativePath path = new RelativePath(text);

        assertEquals(text, path.value());
        assertEquals(text, path.toString());
        Path file = path.under(directory);
        assertEquals(file, file.normalize());
        assertTrue(file.startsWith(directory));
        assertFalse(file.equals(directory));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "/etc/passwd",
                "//host/share",
                "../x",
                "a/..",
                "a/../b",
                "a/./b",
                "./a",
                "a//b",
                "a/",
                "\\a",
                "a\\..\\b",
                "C:/x",
                "c:x",
                "http://host/x",
                "file:x",
                "javascript:1",
                "a-b:1:x",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "a\u001b[2J",
                "a\ud83db",
                "\ude00",
            })
    void aHostilePathIsRefused(String text) {
        UnsafePathException refused =
                assertThrows(UnsafePathException.class, () -> new RelativePath(text));

        assertEquals(text, refused.path());
        assertTrue(refused.getMessage().matches("the path '\\P{Cntrl}*' is refused: .+"));
    }

    @Test
    void aPathIsAtMost1024CharactersLong() {
        String longest = "x/".repeat(511) + "xx";

        assertEquals(longest, new RelativePath(longest).value());
        assertThrows(UnsafePathException.class, () -> new RelativePath(longest + "x"));
    }

    @Test
    void aSegmentIsAtMost255BytesLong() {
        assertEquals("x".repeat(255), new RelativePath("x".repeat(255)).name());
        assertEquals("é".repeat(127), new RelativePath("é".repeat(127)).name());
        assertThrows(UnsafePathException.class, () -> new RelativePath("a/" + "x".repeat(256)));
        assertThrows(UnsafePathException.class, () -> new RelativePath("é".repeat(128)));
    }

    @Test
    void theMessageOfALongHostilePathIsShortAndPlain() {
        String message =
                assertThrows(
                                UnsafePathException.class,
                                () -> new RelativePath("../\u009b\u202e" + "x".repeat(100_000)))
                        .getMessage();

        assertTrue(message.length() < 300);
        assertFalse(message.contains("\u009b") || message.contains("\u202e"));
    }

    @Test
    void aNameThatTheSystemCannotWriteIsRefusedWhenItIsUsed() {
        RelativePath path = new RelativePath("été/日本語.vib");
        assumeFalse(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode(path.value()));

        assertThrows(UnsafePathException.class, () -> path.under(directory));
    }

    @Test
    void itsNameIsTheLastSegment() {
        assertEquals("c.vib", new RelativePath("a/b/c.vib").name());
        assertEquals("c.vib", new RelativePath("c.vib").name());
    }

    @Test
    void aPathBelowAPathIsChecked() {
        RelativePath deep = new RelativePath("x/".repeat(500) + "x");

        assertEquals("a/b/c", new RelativePath("a").resolve(new RelativePath("b/c")).value());
        assertThrows(UnsafePathException.class, () -> deep.resolve(deep));
    }

    @Test
    void pathsAreOrderedByTheirText() {
        assertEquals(
                List.of("B", "a", "a/b", "b"),
                Stream.of("b", "a/b", "a", "B")
                        .map(RelativePath::new)
                        .sorted()
                        .map(RelativePath::toString)
                        .toList());
    }
}
