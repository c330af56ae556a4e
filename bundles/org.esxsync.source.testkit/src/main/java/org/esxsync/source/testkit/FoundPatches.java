package org.esxsync.source.testkit;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.source.PatchSink;

/** Keeps what a scan finds. */
public final class FoundPatches implements PatchSink {

    private final List<Patch> patches = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** The patches, in the order in which they were found. */
    public List<Patch> patches() {
        return List.copyOf(patches);
    }

    /** What could not be understood, each with the reason. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void accept(Patch patch) {
        patches.add(patch);
    }

    @Override
    public void reject(String what, EsxSyncException problem) {
        problems.add(what + ": " + problem.getMessage());
    }
}
