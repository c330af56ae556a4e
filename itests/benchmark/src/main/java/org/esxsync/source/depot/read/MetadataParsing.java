package org.esxsync.source.depot.read;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.benchmark.samples.Samples;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Reads the bulletins of a metadata zip, and makes patches of them. */
@State(Scope.Benchmark)
public class MetadataParsing {

    private static final int BULLETINS = 1000;

    private final BulletinPatches patches =
            BulletinPatches.ofDepot(
                    "depot",
                    new Artifact(
                            new RelativePath("metadata.zip"),
                            URI.create("http://depot.example.com/metadata.zip"),
                            Artifact.UNKNOWN_SIZE,
                            List.of()));

    private Path zip;

    @Setup
    public void write() throws IOException {
        zip = Files.createTempFile("esxsync-micro", ".zip");
        Files.write(zip, Samples.metadataZip(BULLETINS));
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(zip);
    }

    @Benchmark
    @OperationsPerInvocation(BULLETINS)
    public void oneBulletin(Blackhole sink) {
        try (MetadataZip metadata = new MetadataZip("metadata.zip", zip)) {
            metadata.bulletins(bulletin -> sink.consume(patches.patch(bulletin)));
        }
    }
}
