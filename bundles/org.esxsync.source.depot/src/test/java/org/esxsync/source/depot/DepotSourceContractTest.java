package org.esxsync.source.depot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.api.source.PatchSource;
import org.esxsync.source.testkit.PatchSourceContract;
import org.junit.jupiter.api.io.TempDir;

class DepotSourceContractTest extends PatchSourceContract {

    @TempDir Path folder;

    @Override
    protected PatchSource source() throws IOException {
        SampleBulletin.Vib vib = SampleBulletin.Vib.of("net-x", "1.0-1");
        Path bundle =
                new SampleBundle()
                        .bulletin(SampleBulletin.of("ESXi800-1", "8.0", vib))
                        .bulletin(SampleBulletin.of("ESXi800-2", "8.0", vib))
                        .zipTo(folder.resolve("bundle.zip"));
        return CollectedPatches.source(bundle.toString());
    }

    @Override
    protected Optional<PatchSource> missing() {
        return Optional.of(CollectedPatches.source(folder.resolve("missing.zip").toString()));
    }
}
