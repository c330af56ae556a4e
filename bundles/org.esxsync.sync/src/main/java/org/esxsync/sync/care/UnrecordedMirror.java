package org.esxsync.sync.care;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.Finding;
import org.esxsync.api.sync.SyncRequest;
import org.esxsync.api.sync.VerifyListener;
import org.esxsync.api.sync.VerifyReport;
import org.esxsync.sync.match.MatcherSnapshot;
import org.esxsync.sync.match.ReleaseNames;
import org.esxsync.sync.mirror.AbsentMirror;
import org.esxsync.sync.mirror.MirrorPaths;
import org.esxsync.sync.mirror.UnrecordedReleases;
import org.esxsync.sync.work.Stopwatch;

/**
 * A mirror without a ledger: nothing tells what is right in it.
 *
 * @param mirror where it is
 * @param matchers name releases
 */
public record UnrecordedMirror(MirrorPaths mirror, MatcherSnapshot matchers) {

    /**
     * What a verification reports: that the ledger is missing, and each release that is there.
     *
     * @throws org.esxsync.api.EsxSyncException if no mirror is there
     */
    public VerifyReport verify(SyncRequest request, VerifyListener listener, Stopwatch watch) {
        AbsentMirror.refuse(mirror);
        SortedSet<EsxRelease> standing = UnrecordedReleases.standing(mirror);
        List<Finding> findings = new ArrayList<>();
        findings.add(
                new Finding(
                        mirror.root().relativize(mirror.state()).toString(),
                        Finding.Kind.MISSING,
                        "it has no ledger, so nothing tells what was published; run 'sync', which"
                                + " makes one from the mirror and the sources",
                        false));
        for (EsxRelease release : asked(request, standing)) {
            if (standing.contains(release)) {
                findings.add(Verification.unrecorded(mirror, release).toFinding(mirror));
            }
        }
        findings.forEach(listener::found);
        return new VerifyReport(findings, 0, 0, watch.elapsed());
    }

    private SortedSet<EsxRelease> asked(SyncRequest request, SortedSet<EsxRelease> standing) {
        if (request.releases().isEmpty()) {
            return standing;
        }
        SortedSet<EsxRelease> known = new TreeSet<>(standing);
        known.addAll(matchers.releases());
        return new ReleaseNames(known).releases(request.releases());
    }
}
