package org.esxsync.source.vi3;

import java.io.IOException;
import java.net.URI;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Patch;
import org.esxsync.benchmark.samples.Samples;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads the page of a patch. */
@State(Scope.Benchmark)
public class PageParsing {

    private final URI location = URI.create("http://patches.example.com/esx-1000001-patch.html");
    private final Document document;

    public PageParsing() {
        try {
            document = new Document(location, true, Samples.patchPage(), "text/html", null);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public Patch onePage() {
        return PatchPage.read("site", Samples.ID, location, document).patch();
    }
}
