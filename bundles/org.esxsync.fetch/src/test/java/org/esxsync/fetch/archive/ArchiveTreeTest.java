package org.esxsync.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.esxsync.api.patch.RelativePath;
import org.junit.jupiter.api.Test;

class ArchiveTreeTest {

    private final ArchiveTree tree = new ArchiveTree();

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
}
