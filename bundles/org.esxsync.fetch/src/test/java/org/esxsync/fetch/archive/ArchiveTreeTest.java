package org.esxsync.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.Test;

class ArchiveTreeTest {

    private final ArchiveTree tree = new ArchiveTree(true);

    @Test
    void knowsTheOneDirectoryThatHoldsEverything() throws ArchiveException {
        assertNull(tree.soleDirectory());
        tree.addFile(new RelativePath("P/a"));
        tree.addDirectory(new RelativePath("P"));
        assertEquals("P", tree.soleDirectory());

        tree.addFile(new RelativePath("readme"));
        assertNull(tree.soleDirectory());
    }

    @Test
    void hasNoDirectoryForAFileOrALinkAlone() throws ArchiveException {
        tree.addLink(new RelativePath("l"), "x");
        assertNull(tree.soleDirectory());
    }

    @Test
    void aLaterFileOrLinkTakesThePlaceOfAnEarlierOne() throws IOException {
        RelativePath path = new RelativePath("P/x");
        assertFalse(tree.addFile(path));
        assertTrue(tree.addLink(path, "/etc/passwd"));
        assertTrue(tree.addLink(path, "y"));
        tree.checkLinks("P");
        assertTrue(tree.addFile(path));

        assertThrows(ArchiveException.class, () -> tree.addDirectory(path));
        ArchiveTree strict = new ArchiveTree(false);
        strict.addFile(path);
        assertThrows(ArchiveException.class, () -> strict.addFile(path));
    }

    @Test
    void keepsFewNamesInMemory() {
        String tail = "/" + "d".repeat(200) + "/" + "e".repeat(200) + "/f";
        ArchiveException e =
                assertThrows(
                        ArchiveException.class,
                        () -> {
                            for (int i = 0; i < 100_000; i++) {
                                tree.addFile(new RelativePath("n".repeat(200) + i + tail));
                            }
                        });

        assertTrue(e.getMessage().contains("characters"), e.getMessage());
    }

    @Test
    void followsLinksThroughMissingNamesAndOtherLinks() throws IOException {
        tree.addFile(new RelativePath("P/a/b/file"));
        tree.addLink(new RelativePath("P/up"), "a/b/..");
        tree.addLink(new RelativePath("P/file"), "up/none/../b/file");
        tree.addLink(new RelativePath("P/none"), "no/such/name");
        tree.addLink(new RelativePath("P/back"), "none/../../../a");
        tree.checkLinks("P");

        tree.addLink(new RelativePath("P/out"), "none/../../../..");
        ArchiveException e = assertThrows(ArchiveException.class, () -> tree.checkLinks("P"));
        assertTrue(e.getMessage().contains("'P/out'"), e.getMessage());
    }

    @Test
    void followsFortyLinksAndNoMore() throws IOException {
        for (int i = 40; i > 0; i--) {
            tree.addLink(new RelativePath("P/" + i), i == 1 ? "file" : String.valueOf(i - 1));
        }
        tree.checkLinks("P");

        tree.addLink(new RelativePath("P/41"), "40");
        assertThrows(ArchiveException.class, () -> tree.checkLinks("P"));
    }

    @Test
    void refusesALinkTargetThatNoFileSystemCanKeep() throws IOException {
        tree.addLink(new RelativePath("P/long"), "a/".repeat(2048));

        assertThrows(
                ArchiveException.class,
                () -> tree.addLink(new RelativePath("P/longer"), "a/".repeat(2048) + "a"));
    }
}
