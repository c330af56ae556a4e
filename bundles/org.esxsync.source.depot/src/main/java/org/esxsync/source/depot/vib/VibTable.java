package org.esxsync.source.depot.vib;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.jspecify.annotations.Nullable;

/** The VIBs that a metadata zip describes, by their ids. For one thread. */
public final class VibTable {

    private final VibArtifacts artifacts;
    private final VibChecks checks;
    private final Map<String, DescribedVib> vibs = new LinkedHashMap<>();

    /** Why a VIB of this id cannot be used. */
    private final Map<String, String> unusable = new LinkedHashMap<>();

    private final Set<String> named = new HashSet<>();

    public VibTable(VibArtifacts artifacts, SharedParts parts) {
        this.artifacts = artifacts;
        this.checks = new VibChecks(parts);
    }

    /** Takes the description in an entry, which counts for nothing if it cannot be used. */
    public void add(String entry, VibDescription description) {
        try {
            add(checks.described(entry, description, artifacts));
        } catch (MalformedSourceException
                | RelativePath.UnsafePathException
                | IllegalArgumentException e) {
            unusable.putIfAbsent(
                    PlainText.line(description.id()),
                    "%s: the VIB '%s' cannot be used: %s"
                            .formatted(
                                    description.place(),
                                    PlainText.line(description.id()),
                                    e.getMessage()));
        }
    }

    private void add(DescribedVib vib) {
        String id = vib.vib().id();
        DescribedVib other = vibs.putIfAbsent(id, vib);
        if (other != null && !isSame(other.artifact(), vib.artifact())) {
            unusable.putIfAbsent(
                    id,
                    "the entries %s and %s describe the VIB '%s' with other files"
                            .formatted(
                                    PlainText.line(other.entry()),
                                    PlainText.line(vib.entry()),
                                    id));
        }
    }

    /** Compares a VIB with what a bulletin of {@code vmware.xml} says of it. */
    public boolean compare(Bulletin.Vib inlined) {
        DescribedVib vib = vibs.get(inlined.id());
        if (vib == null) {
            return false;
        }
        String difference = difference(vib.artifact(), inlined);
        if (!difference.isEmpty()) {
            unusable.putIfAbsent(
                    inlined.id(),
                    "%s says that the VIB '%s' has %s, and %s says %s"
                            .formatted(
                                    PlainText.line(vib.entry()),
                                    inlined.id(),
                                    ofFile(vib.artifact()),
                                    MetadataZip.VMWARE_XML,
                                    difference));
        }
        return difference.isEmpty();
    }

    private static String ofFile(Artifact file) {
        return "%s, %d bytes, %s".formatted(file.path(), file.size(), file.digests());
    }

    private String difference(Artifact file, Bulletin.Vib inlined) {
        try {
            Artifact other = artifacts.artifact(inlined);
            return isSame(file, other) ? "" : ofFile(other);
        } catch (EsxSyncException | IllegalArgumentException e) {
            return PlainText.reason(e);
        }
    }

    private static boolean isSame(Artifact one, Artifact other) {
        return one.path().equals(other.path())
                && one.size() == other.size()
                && one.digests().stream().allMatch(digest -> agrees(digest, other.digests()));
    }

    private static boolean agrees(Digest digest, List<Digest> others) {
        return others.stream()
                .filter(other -> other.algorithm() == digest.algorithm())
                .allMatch(digest::equals);
    }

    /** Tells that a bulletin names this VIB, whatever becomes of the bulletin. */
    public void name(String id) {
        named.add(id);
    }

    /**
     * The VIB that a bulletin names.
     *
     * @throws IllegalArgumentException if it cannot be used, or none is described
     */
    public DescribedVib named(String id) {
        String problem = unusable.get(id);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        DescribedVib vib = vibs.get(id);
        if (vib == null) {
            throw new IllegalArgumentException(
                    "it names the VIB '%s', which no entry in vibs/ describes"
                            .formatted(PlainText.line(id)));
        }
        return vib;
    }

    /** The usable VIB of this id, or null. */
    public @Nullable DescribedVib find(String id) {
        return unusable.containsKey(id) ? null : vibs.get(id);
    }

    /** The VIBs that can be used. */
    public Stream<DescribedVib> usable() {
        return vibs.keySet().stream().map(this::find).filter(Objects::nonNull);
    }

    /** The usable VIBs that no bulletin names. */
    public Stream<DescribedVib> standalone() {
        return usable().filter(vib -> !named.contains(vib.vib().id()));
    }

    /** The unusable VIBs that no bulletin names, and why they are so. */
    public Stream<Map.Entry<String, String>> unusableStandalone() {
        return unusable.entrySet().stream().filter(each -> !named.contains(each.getKey()));
    }
}
