package org.esxsync.api.compliance;

import java.util.List;

/**
 * All about one host and a baseline.
 *
 * @param report the host's verdict and what it lacks
 * @param patches each patch of the baseline, by release date; those without a date first
 * @param way how it comes to have what it lacks; without steps if it lacks nothing
 */
public record HostDetails(HostReport report, List<JudgedPatch> patches, WayForward way) {

    public HostDetails {
        patches = List.copyOf(patches);
    }

    /** The same with another report of the host. */
    public HostDetails with(HostReport other) {
        return new HostDetails(other, patches, way);
    }
}
