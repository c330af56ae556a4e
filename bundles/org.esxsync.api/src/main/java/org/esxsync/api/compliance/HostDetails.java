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

    /**
     * The same with the mirror's URL in what is run on the host.
     *
     * @param url the URL as hosts reach it, with a slash at its end
     */
    public HostDetails at(String url) {
        return new HostDetails(report, patches, way.at(url));
    }

    /** The same with another report of the host. */
    public HostDetails with(HostReport other) {
        return new HostDetails(other, patches, way);
    }
}
