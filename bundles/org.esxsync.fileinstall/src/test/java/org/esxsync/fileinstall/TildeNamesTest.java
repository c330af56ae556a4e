package org.esxsync.fileinstall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import org.junit.jupiter.api.Test;

class TildeNamesTest {

    @Test
    void onlyConfigurationsWithATildeAreTaken() {
        TildeNames names = new TildeNames();

        assertTrue(names.canHandle(new File("conf/org.esxsync.source.vi3~vmware.cfg")));
        assertFalse(names.canHandle(new File("conf/org.esxsync.sync.cfg")));
        assertFalse(names.canHandle(new File("conf/org.esxsync.source.vi3~vmware.cfg.example")));
        assertFalse(names.canHandle(new File("conf~old/org.esxsync.sync.cfg")));
    }

    @Test
    void onlyTheNameIsSeenDifferently() {
        File file = new File("conf/org.esxsync.source.vi3~my-site.cfg");
        File dashed = new TildeNames.DashedFile(file);

        assertEquals("org.esxsync.source.vi3-my-site.cfg", dashed.getName());
        assertEquals(file.getAbsolutePath(), dashed.getAbsolutePath());
    }
}
