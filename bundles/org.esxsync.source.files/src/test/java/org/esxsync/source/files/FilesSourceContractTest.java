package org.esxsync.source.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.esxsync.api.source.PatchSource;
import org.esxsync.source.testkit.PatchSourceContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FilesSourceContractTest extends PatchSourceContract {

    private SampleShare share;

    @BeforeEach
    void fill(@TempDir Path directory) throws IOException {
        share =
                new SampleShare(directory)
                        .archive("35/ESX350-200803214-UG.zip")
                        .archive("ESX-1002424.tgz")
                        .file("ESX-1002424.html", "page ESX-1002424 2007-11-15 for 3.0.2");
    }

    @Override
    protected PatchSource source() {
        return share.source();
    }

    @Override
    protected Optional<PatchSource> missing() {
        return Optional.of(share.source(share.top.resolve("missing").toString(), SampleShare.NONE));
    }
}
