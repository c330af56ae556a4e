package org.esxsync.api.compliance;

import org.esxsync.api.advisory.KnownVulnerabilities;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells which vulnerabilities judged hosts are open to, whatever their baseline is. A host is open
 * to one if a listed patch that closes it is missing, if it runs a lower build of the branch that
 * has the fix, or an older branch than each that has one, or if its release has no fix. What is
 * neither open nor known to be fixed is unknown. Safe for many threads.
 */
@ProviderType
public interface Exposures {

    /**
     * The same report, with what each host is open to.
     *
     * @param known what the configured places tell, such as {@link
     *     org.esxsync.api.advisory.Advisories#read}
     * @param release the release that all hosts are judged as, or null for what each host tells
     * @throws org.esxsync.api.sync.UnknownReleaseException if that release has no matcher
     */
    ComplianceReport exposed(
            ComplianceReport report, KnownVulnerabilities known, @Nullable String release);
}
