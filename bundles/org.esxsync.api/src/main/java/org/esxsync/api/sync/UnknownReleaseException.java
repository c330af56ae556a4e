package org.esxsync.api.sync;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.release.EsxRelease;

/** A release was asked for that no matcher stands for, or a version that several products have. */
public class UnknownReleaseException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final String release;
    private final transient List<EsxRelease> known;

    /**
     * @param release what was asked for
     * @param known what could be asked for
     */
    public UnknownReleaseException(String release, Collection<EsxRelease> known) {
        super(
                known.isEmpty()
                        ? "unknown release '%s': no matcher bundle is installed; deploy one"
                                .formatted(release)
                        : "unknown release '%s'; use one of %s, or deploy a matcher for it"
                                .formatted(
                                        release,
                                        known.stream()
                                                .sorted()
                                                .map(EsxRelease::toString)
                                                .collect(Collectors.joining(", "))));
        this.release = release;
        this.known = List.copyOf(known);
    }

    /** What was asked for. */
    public String release() {
        return release;
    }

    /** What could be asked for. */
    public List<EsxRelease> known() {
        return known;
    }
}
