package org.esxsync.compliance.facts;

import java.util.Locale;
import java.util.Set;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * ESXi for Arm processors, which was given away as a fling. It calls itself ESXi and has its
 * versions, but it is another product: no patch of ESXi is for it, and none of its own is
 * published.
 */
public final class ArmEdition {

    private static final String PRODUCT = "esxiarm";
    private static final String ESXI = "esxi";

    /** Version 1.9, which calls itself ESXi 7.0.0. Others are known by what tools tell alone. */
    private static final Set<Long> BUILDS = Set.of(19_546_333L);

    private ArmEdition() {}

    /** Whether a build is of this edition, which no build of ESXi is then. */
    static boolean isBuild(@Nullable Long build) {
        return build != null && BUILDS.contains(build);
    }

    /**
     * Whether a tool says so.
     *
     * @param system what it calls the operating system, such as {@code vmnix-arm64}; or empty
     */
    public static boolean isSystem(String system) {
        return system.toLowerCase(Locale.ROOT).startsWith("vmnix-arm");
    }

    /** The same version of this edition. */
    public static Product of(Product told) {
        EsxRelease release = told.release();
        return release.product().equals(ESXI)
                ? new Product(new EsxRelease(PRODUCT, release.version()), told.version())
                : told;
    }

    /** Whether a host runs it; one that was kept long ago may be told as one of ESXi. */
    public static boolean runsOn(Host host) {
        EsxRelease release = host.release();
        return isBuild(host.build()) || release != null && release.product().equals(PRODUCT);
    }
}
