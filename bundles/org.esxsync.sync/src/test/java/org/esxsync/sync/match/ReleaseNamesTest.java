package org.esxsync.sync.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.UnknownReleaseException;
import org.junit.jupiter.api.Test;

class ReleaseNamesTest {

    private static final EsxRelease ESX_301 = EsxRelease.parse("esx-3.0.1");
    private static final EsxRelease ESX_40 = EsxRelease.parse("esx-4.0");
    private static final EsxRelease ESXI_40 = EsxRelease.parse("esxi-4.0");

    private final ReleaseNames names = new ReleaseNames(List.of(ESX_301, ESXI_40, ESX_40));

    @Test
    void aReleaseIsFoundByItsNameAndByAVersionThatIsUnique() {
        assertEquals(ESX_301, names.release("3.0.1"));
        assertEquals(ESXI_40, names.release("ESXi-4.0"));
        assertThrows(UnknownReleaseException.class, () -> names.release("4.0"));
        assertThrows(UnknownReleaseException.class, () -> names.release("5"));
    }

    @Test
    void noNameMeansAll() {
        assertEquals(Set.of(ESX_301, ESX_40, ESXI_40), names.releases(List.of()));
        assertEquals(Set.of(ESX_301), names.releases(List.of("3.0.1")));
    }
}
