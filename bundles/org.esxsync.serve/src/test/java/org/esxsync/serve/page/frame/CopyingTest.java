package org.esxsync.serve.page.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

class CopyingTest {

    @Test
    void aShellTakesAHostileNameForOneWord() {
        assertEquals(
                "esxcli software profile update -d 'http://a/$(x)/esxi-8.0/index.xml'"
                        + " -p 'a'\\''; reboot #'",
                DepotUse.profileLine(
                        EsxRelease.parse("esxi-8.0"), "a'; reboot #", "http://a/$(x)/"));
        assertEquals("ESXi-8.0U3-standard", Copying.shell("ESXi-8.0U3-standard"));
        assertEquals("''", Copying.shell(""));
    }
}
