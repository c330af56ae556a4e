package org.esxsync.source.files.layout;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.testkit.PatchLayoutContract;

class BundleLayoutContractTest extends PatchLayoutContract {

    BundleLayoutContractTest() {
        super(EsxRelease.parse("esx-3.5"), new BundleLayout());
    }

    @Override
    protected List<IndexedPatch> patches() {
        return List.of(
                new IndexedPatch(patch("ESX350-200803214-UG", "a.zip"), null),
                new IndexedPatch(patch("ESX350-200803215-UG", "b.zip", "c.zip"), null),
                new IndexedPatch(patch("ESX400-201005001", "ESX400-201005001.zip"), null));
    }

    static Patch patch(String id, String... archives) {
        Patch.Builder patch =
                Patch.builder("share", id, BundleLayout.NAME)
                        .title("A \"title\" of <" + id + ">")
                        .releaseDate(LocalDate.of(2008, 4, 10));
        for (String archive : archives) {
            patch.artifact(
                    new Artifact(
                            new RelativePath(archive),
                            URI.create("file:/srv/" + archive),
                            5,
                            List.of(
                                    Digest.of(Digest.Algorithm.MD5, archive.getBytes()),
                                    Digest.of(Digest.Algorithm.SHA_256, archive.getBytes()))));
        }
        return patch.build();
    }
}
