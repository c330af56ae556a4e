package org.esxsync.distribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;

/**
 * The jars of an older version that a new one was unpacked over: two of a symbolic name would both
 * run, or keep each other from it. Of ours those count that have the launcher's version, of others
 * the highest.
 *
 * @param shipped the launcher's version, or null if it is not known
 */
record LeftOverBundles(@Nullable Version shipped) {

    private static final String OURS = "org.esxsync.";

    /**
     * @param version as Maven writes it, or null
     */
    static LeftOverBundles beside(@Nullable String version) {
        return new LeftOverBundles(
                version == null ? null : Version.parseVersion(version.replace('-', '.')));
    }

    /**
     * Installs the bundles without what is left over, which it tells.
     *
     * @return those that are there to be started
     */
    List<Bundle> installWithout(List<ShippedBundle> all, BundleContext context)
            throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        List<String> leftOver = new ArrayList<>();
        for (ShippedBundle each : all) {
            try {
                installed.add(each.install(context));
            } catch (BundleException e) {
                if (e.getType() != BundleException.DUPLICATE_BUNDLE_ERROR) {
                    throw e;
                }
                leftOver.add(each.location());
            }
        }
        for (Bundle bundle : of(installed)) {
            installed.remove(bundle);
            leftOver.add(bundle.getLocation());
            bundle.uninstall();
        }
        tell(leftOver);
        return installed;
    }

    private List<Bundle> of(List<Bundle> installed) {
        return installed.stream()
                .collect(Collectors.groupingBy(LeftOverBundles::name))
                .values()
                .stream()
                .flatMap(
                        same ->
                                same.stream()
                                        .sorted(
                                                Comparator.comparing(this::isShipped)
                                                        .thenComparing(Bundle::getVersion)
                                                        .reversed())
                                        .skip(isOfARoomThatIsGone(same) ? 0 : 1))
                .toList();
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
    }

    private boolean isShipped(Bundle bundle) {
        return bundle.getVersion().equals(shipped);
    }

    private boolean isOfARoomThatIsGone(List<Bundle> same) {
        return shipped != null
                && name(same.get(0)).startsWith(OURS)
                && same.stream().noneMatch(this::isShipped);
    }

    private static void tell(List<String> leftOver) {
        if (!leftOver.isEmpty()) {
            String first = leftOver.get(0);
            String others =
                    leftOver.size() == 1
                            ? "; delete it"
                            : " and %d more; delete them".formatted(leftOver.size() - 1);
            System.err.println(
                    "esxsync: not used, since left over from another version: "
                            + first.substring(first.indexOf("/bundles/") + 1)
                            + others);
        }
    }
}
