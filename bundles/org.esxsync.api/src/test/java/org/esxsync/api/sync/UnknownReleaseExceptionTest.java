package org.esxsync.api.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.esxsync.api.release.EsxRelease;
import org.junit.jupiter.api.Test;

class UnknownReleaseExceptionTest {

    @Test
    void itNamesWhatCouldBeAskedForInOrder() {
        List<EsxRelease> known =
                List.of(EsxRelease.parse("esxi-10.0"), EsxRelease.parse("esxi-9.0"));

        UnknownReleaseException unknown = new UnknownReleaseException("3.0.9", known);

        assertEquals(
                "unknown release '3.0.9'; use one of esxi-9.0, esxi-10.0, or deploy a matcher for"
                        + " it",
                unknown.getMessage());
        assertEquals("3.0.9", unknown.release());
        assertEquals(known, unknown.known());
    }

    @Test
    void aVersionOfSeveralProductsIsAmbiguous() {
        List<EsxRelease> fitting =
                List.of(EsxRelease.parse("esxi-4.0"), EsxRelease.parse("esx-4.0"));

        assertEquals(
                "the release '4.0' is ambiguous; say which of esx-4.0, esxi-4.0 is meant",
                new UnknownReleaseException("4.0", fitting).getMessage());
    }

    @Test
    void withoutAnyMatcherItSaysSo() {
        assertEquals(
                "unknown release '3.0.1': no matcher bundle is installed; deploy one",
                new UnknownReleaseException("3.0.1", List.of()).getMessage());
    }
}
