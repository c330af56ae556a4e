package org.esxsync.compliance.exposure;

import java.util.Optional;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.patch.VibVersion;

/** What a host runs, in the terms of advisories. */
final class RunningImage {

    private RunningImage() {}

    /**
     * @return nothing up to 6.7, and where branch or build are not told
     */
    static Optional<FixedRelease> of(Host host) {
        VibVersion base = host.base();
        if (base != null) {
            return FixedRelease.running(base);
        }
        boolean isBranchTold = host.version().matches("\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}");
        return host.build() == null || !isBranchTold
                ? byProfile(host)
                : FixedRelease.running(
                        new VibVersion("%s-0.0.%d".formatted(host.version(), host.build())));
    }

    /** The name of an image profile tells both; of one that was changed, it need not be true. */
    private static Optional<FixedRelease> byProfile(Host host) {
        String profile = host.profile();
        return profile == null || host.profileChanged()
                ? Optional.empty()
                : FixedRelease.in(profile).stream().filter(FixedRelease::isImage).findFirst();
    }
}
