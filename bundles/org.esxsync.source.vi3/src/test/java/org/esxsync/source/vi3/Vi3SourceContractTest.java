package org.esxsync.source.vi3;

import java.util.Map;
import java.util.Optional;
import org.esxsync.api.source.PatchSource;
import org.esxsync.source.testkit.PatchSourceContract;

class Vi3SourceContractTest extends PatchSourceContract {

    private static final String INDEX = "http://site.example/index.html";
    private static final String PAGE = "http://site.example/esx-8258730-patch.html";

    private final Pages pages =
            new Pages()
                    .with(INDEX, "<a href=esx-8258730-patch.html>ESX-8258730</a>")
                    .with(
                            PAGE,
                            "<b>Released 3/29/07</b> <a href=ESX-8258730.tgz>"
                                    + "Download Patch ESX-8258730 for VMware ESX Server 3.0.1</a>");

    @Override
    protected PatchSource source() {
        return source(INDEX);
    }

    @Override
    protected Optional<PatchSource> missing() {
        return Optional.of(source("http://site.example/missing.html"));
    }

    private PatchSource source(String index) {
        return new Vi3PatchSource(
                pages,
                new SampleConfig(index, 7),
                Map.of("service.pid", Vi3PatchSource.PID + "~site"));
    }
}
