package org.esxsync.api.compliance;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Judges hosts by what the catalogue lists for their releases.
 *
 * <p>A patch is judged by those of its VIBs whose name, or a name that they replace, the host has,
 * in the order of {@link org.esxsync.api.patch.VibVersion}; vendors do not count. Where a host
 * tells no VIBs, its bulletins and what supersedes them count, or else its build within the branch
 * of its update. Safe for many threads.
 */
@ProviderType
public interface Compliance {

    /**
     * Judges hosts.
     *
     * @param release the release that all hosts are judged as, as in {@link
     *     org.esxsync.api.sync.SyncRequest#releases()}; or null for what each host tells
     * @throws org.esxsync.api.sync.UnknownReleaseException if that release has no matcher
     * @throws org.esxsync.api.sync.UnknownPatchException if the baseline names a patch or an image
     *     profile that no release of the hosts lists
     */
    ComplianceReport judge(List<Host> hosts, Baseline baseline, @Nullable String release);

    /**
     * Judges each patch for one host, and says how it comes to have what it lacks.
     *
     * @param release as above
     * @throws org.esxsync.api.sync.UnknownReleaseException as above
     * @throws org.esxsync.api.sync.UnknownPatchException as above
     */
    HostDetails details(Host host, Baseline baseline, @Nullable String release);

    /**
     * The same for each of several hosts, in their order. Each is judged as the stream comes to it,
     * so that the details of thousands need not be in memory at once. That a release of theirs does
     * not list a name of the baseline is no error.
     *
     * @param release as above
     * @throws org.esxsync.api.sync.UnknownReleaseException as above
     */
    default Stream<HostDetails> details(
            List<Host> hosts, Baseline baseline, @Nullable String release) {
        return hosts.stream().map(host -> details(host, baseline, release));
    }
}
