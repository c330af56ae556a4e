package org.esxsync.serve.hosts;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.esxsync.api.compliance.Exposure;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.HostReport;
import org.esxsync.api.compliance.HostVerdict;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * What a listing shows of a host: so little that thousands fit in memory.
 *
 * @param name its name
 * @param release its release, or null if it is not told
 * @param version such as {@code 7.0.3}; empty if not told
 * @param build the number of its build, or null if not told
 * @param profile the name of its image profile; empty if not told
 * @param verdict whether it has what is demanded
 * @param reason why, as one line
 * @param missing how many patches it lacks
 * @param missingSecurity how many of them their publisher calls security
 * @param unknown how many could not be judged
 * @param isJudged whether a patch could be judged
 * @param cves how many vulnerabilities it is open to; null if nobody can tell
 * @param exploited how many of them are known to be exploited
 * @param toldAt how old what it told is: when it was kept
 */
public record JudgedHost(
        String name,
        @Nullable EsxRelease release,
        String version,
        @Nullable Long build,
        String profile,
        HostVerdict verdict,
        String reason,
        int missing,
        long missingSecurity,
        int unknown,
        boolean isJudged,
        @Nullable Integer cves,
        long exploited,
        Instant toldAt) {

    /**
     * Those first that are open to exploited vulnerabilities, then to most of any, and that lack
     * most security patches; those that lack nothing last.
     */
    static final Comparator<JudgedHost> WORST_FIRST =
            Comparator.comparingLong((JudgedHost each) -> -each.exploited())
                    .thenComparing(each -> -Objects.requireNonNullElse(each.cves(), 0))
                    .thenComparing(each -> rank(each.verdict()))
                    .thenComparing(Comparator.comparingLong(JudgedHost::missingSecurity).reversed())
                    .thenComparing(Comparator.comparingInt(JudgedHost::missing).reversed())
                    .thenComparing(Comparator.comparingInt(JudgedHost::unknown).reversed())
                    .thenComparing(JudgedHost::name);

    /**
     * @param reason that of the report; few texts are those of many hosts
     */
    static JudgedHost of(KeptHost kept, HostReport report, String reason) {
        Host host = kept.host();
        String profile = host.profile();
        Exposure told = report.exposure();
        Exposure exposure = told == null || !told.isKnown() ? null : told;
        return new JudgedHost(
                host.name(),
                host.release(),
                host.version(),
                host.build(),
                profile == null ? "" : profile,
                report.verdict(),
                reason,
                report.missing().size(),
                report.missingSecurity(),
                report.unknown(),
                report.isJudged(),
                exposure == null ? null : exposure.open().size(),
                exposure == null ? 0 : exposure.exploited(),
                KeptDetails.toldAt(kept));
    }

    private static int rank(HostVerdict verdict) {
        return switch (verdict) {
            case NON_COMPLIANT -> 0;
            case UNKNOWN -> 1;
            case COMPLIANT -> 2;
        };
    }
}
