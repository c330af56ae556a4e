package org.esxsync.api.advisory;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Reads what publishers tell of vulnerabilities, where it is configured. Safe for many threads. */
@ProviderType
public interface Advisories {

    /** Whether a place is configured, so that {@link #read} has something to read. */
    boolean isConfigured();

    /**
     * Reads the configured places, as far as they have changed; 250,000 records take some seconds
     * at the first time. Nothing is kept in memory between two calls.
     *
     * @throws org.esxsync.api.configuration.ConfigurationException if no place is configured, or
     *     one cannot be read at all; a single file that cannot be read is a problem of its place
     * @throws org.esxsync.api.EsxSyncException if the thread was interrupted
     */
    KnownVulnerabilities read();

    /**
     * Vulnerabilities with the patches of the catalogue that are their fixes.
     *
     * @param vulnerabilities such as {@link KnownVulnerabilities#find} gives
     */
    List<VulnerabilityDetails> details(List<Vulnerability> vulnerabilities);
}
