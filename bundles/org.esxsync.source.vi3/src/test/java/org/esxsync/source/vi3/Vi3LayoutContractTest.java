package org.esxsync.source.vi3;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.testkit.PatchLayoutContract;

class Vi3LayoutContractTest extends PatchLayoutContract {

    Vi3LayoutContractTest() {
        super(EsxRelease.parse("esx-3.0.1"), new Vi3PatchLayout());
    }

    @Override
    protected List<IndexedPatch> patches() {
        return List.of(
                new IndexedPatch(patch("ESX-1002424", "ESX-1002424.tgz"), null),
                new IndexedPatch(patch("ESX-8258730", "ESX-8258730.tgz", "extra.tgz"), null));
    }

    private static Patch patch(String id, String... tarballs) {
        Patch.Builder patch =
                Patch.builder("site", id, Vi3PatchLayout.NAME)
                        .releaseDate(LocalDate.of(2007, 3, 29));
        for (String tarball : tarballs) {
            patch.artifact(
                    new Artifact(
                            new RelativePath(tarball),
                            URI.create("http://site.example/" + tarball),
                            Artifact.UNKNOWN_SIZE,
                            List.of()));
        }
        return patch.build();
    }
}
