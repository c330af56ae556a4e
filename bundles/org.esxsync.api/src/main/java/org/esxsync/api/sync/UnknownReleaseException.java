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
        super(message(release, known));
        this.release = release;
        this.known = List.copyOf(known);
    }

    private static String message(String release, Collection<EsxRelease> known) {
        if (known.isEmpty()) {
            return "unknown release '%s': no matcher bundle is installed; deploy one"
                    .formatted(release);
        }
        String names =
                known.stream().sorted().map(EsxRelease::toString).collect(Collectors.joining(", "));
        boolean isAmbiguous =
                known.size() > 1 && known.stream().allMatch(each -> each.isMeantBy(release));
        return isAmbiguous
                ? "the release '%s' is ambiguous; say which of %s is meant"
                        .formatted(release, names)
                : "unknown release '%s'; use one of %s, or deploy a matcher for it"
                        .formatted(release, names);
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
