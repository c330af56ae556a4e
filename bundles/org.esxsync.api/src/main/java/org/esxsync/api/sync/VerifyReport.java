package org.esxsync.api.sync;

import java.time.Duration;
import java.util.List;

/**
 * What a verification found.
 *
 * @param findings what is not as it was published, by path
 * @param files how many files were read
 * @param bytes how many bytes they have
 * @param duration how long it took
 */
public record VerifyReport(List<Finding> findings, long files, long bytes, Duration duration) {

    public VerifyReport {
        findings = List.copyOf(findings);
    }

    /** Whether all is as it was published, be it from the beginning or now again. */
    public boolean isWhole() {
        return findings.stream().allMatch(Finding::repaired);
    }
}
