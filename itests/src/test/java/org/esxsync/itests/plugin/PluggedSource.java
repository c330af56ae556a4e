package org.esxsync.itests.plugin;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.PatchSink;
import org.esxsync.api.source.PatchSource;
import org.esxsync.api.source.ScanRequest;
import org.esxsync.api.source.ScanResult;

/** Lists one patch for each version that its component names; all have the same tarball. */
public final class PluggedSource implements PatchSource {

    private volatile Map<String, Object> properties = Map.of();

    void activate(Map<String, Object> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public String name() {
        return text("esx.source");
    }

    @Override
    public String location() {
        return text("tarball");
    }

    @Override
    public ScanResult scan(ScanRequest request, PatchSink sink) {
        for (String version : text("versions").split(" ")) {
            sink.accept(
                    Patch.builder(name(), name() + "-" + version, "vi3")
                            .platform("embeddedEsx", version)
                            .artifact(
                                    new Artifact(
                                            new RelativePath("patch.tgz"),
                                            URI.create(text("tarball")),
                                            Artifact.UNKNOWN_SIZE,
                                            List.of()))
                            .build());
        }
        return ScanResult.listed(null);
    }

    private String text(String key) {
        return String.valueOf(properties.get(key));
    }
}
