package org.esxsync.source.depot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.layout.IndexedPatch;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.source.testkit.PatchLayoutContract;
import org.junit.jupiter.api.io.TempDir;

class DepotLayoutContractTest extends PatchLayoutContract {

    @TempDir Path folder;
    @TempDir Path workspace;

    DepotLayoutContractTest() {
        super(EsxRelease.parse("esxi-8.0"), new DepotLayout());
    }

    @Override
    protected List<IndexedPatch> patches() throws IOException {
        SampleBundle bundle =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("a", "8.0", vib("one"), vib("both")))
                        .bulletin(SampleBulletin.of("b", "8.0", vib("two"), vib("both")))
                        .bulletin(SampleBulletin.of("c", "7.0", vib("three")));
        Path metadata = Files.write(folder.resolve("metadata.zip"), bundle.metadata());
        return CollectedPatches.at(bundle.zipTo(folder.resolve("bundle.zip")), workspace)
                .patches
                .stream()
                .filter(patch -> patch.isFor("embeddedEsx", "8.0"))
                .map(patch -> new IndexedPatch(patch, metadata))
                .toList();
    }

    private static SampleBulletin.Vib vib(String name) {
        return SampleBulletin.Vib.of(name, "1.0-1");
    }
}
