package org.esxsync.api.compliance;

import java.util.List;
import java.util.function.Consumer;
import org.esxsync.api.sync.PatchSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a host has and lacks of a baseline.
 *
 * @param host the host
 * @param verdict whether it has what is demanded
 * @param reason why, as one line
 * @param installed how many patches it has
 * @param superseded how many it lacks whose place another takes
 * @param notApplicable how many are not for it
 * @param unknown how many could not be judged
 * @param missing the patches that it lacks, by release date; those without a date first
 * @param unlisted its VIBs of other vendors whose names no listed patch has
 * @param remarks what a person should know, each as one line
 * @param exposure the vulnerabilities that it is open to; null where nobody was asked for them
 */
public record HostReport(
        Host host,
        HostVerdict verdict,
        String reason,
        int installed,
        int superseded,
        int notApplicable,
        int unknown,
        List<PatchSummary> missing,
        List<InstalledVib> unlisted,
        List<String> remarks,
        @Nullable Exposure exposure) {

    public HostReport {
        missing = List.copyOf(missing);
        unlisted = List.copyOf(unlisted);
        remarks = List.copyOf(remarks);
    }

    /**
     * A report of a host, with nothing but this.
     *
     * @param reason why, as one line
     */
    public static Builder builder(Host host, HostVerdict verdict, String reason) {
        return new Builder(host, verdict, reason);
    }

    private HostReport with(Consumer<Builder> change) {
        Builder builder =
                new Builder(host, verdict, reason)
                        .installed(installed)
                        .superseded(superseded)
                        .notApplicable(notApplicable)
                        .unknown(unknown)
                        .missing(missing)
                        .unlisted(unlisted)
                        .remarks(remarks)
                        .exposure(exposure);
        change.accept(builder);
        return builder.build();
    }

    /** The same with what the host is open to. */
    public HostReport with(Exposure known) {
        return with(builder -> builder.exposure(known));
    }

    /** The same with other remarks. */
    public HostReport withRemarks(List<String> others) {
        return with(builder -> builder.remarks(others));
    }

    /** Whether a patch could be judged: else that none is missing says nothing. */
    public boolean isJudged() {
        return verdict != HostVerdict.UNKNOWN
                || installed + superseded + notApplicable + missing.size() > 0;
    }

    /** How many of the missing patches their publisher calls security. */
    public long missingSecurity() {
        return missing.stream()
                .filter(each -> each.patch().classification().category().equals("security"))
                .count();
    }

    /** Collects what a report tells. Used by one thread. */
    public static final class Builder {

        private final Host host;
        private final HostVerdict verdict;
        private final String reason;
        private int installed;
        private int superseded;
        private int notApplicable;
        private int unknown;
        private List<PatchSummary> missing = List.of();
        private List<InstalledVib> unlisted = List.of();
        private List<String> remarks = List.of();
        private @Nullable Exposure exposure;

        private Builder(Host host, HostVerdict verdict, String reason) {
            this.host = host;
            this.verdict = verdict;
            this.reason = reason;
        }

        /** How many patches it has. */
        public Builder installed(int count) {
            installed = count;
            return this;
        }

        /** How many it lacks whose place another takes. */
        public Builder superseded(int count) {
            superseded = count;
            return this;
        }

        /** How many are not for it. */
        public Builder notApplicable(int count) {
            notApplicable = count;
            return this;
        }

        /** How many could not be judged. */
        public Builder unknown(int count) {
            unknown = count;
            return this;
        }

        /** The patches that it lacks, by release date. */
        public Builder missing(List<PatchSummary> patches) {
            missing = patches;
            return this;
        }

        /** Its VIBs of other vendors whose names no listed patch has. */
        public Builder unlisted(List<InstalledVib> vibs) {
            unlisted = vibs;
            return this;
        }

        /** What a person should know, each as one line. */
        public Builder remarks(List<String> lines) {
            remarks = lines;
            return this;
        }

        /** What it is open to; null where nobody was asked. */
        public Builder exposure(@Nullable Exposure known) {
            exposure = known;
            return this;
        }

        public HostReport build() {
            return new HostReport(
                    host,
                    verdict,
                    reason,
                    installed,
                    superseded,
                    notApplicable,
                    unknown,
                    missing,
                    unlisted,
                    remarks,
                    exposure);
        }
    }
}
