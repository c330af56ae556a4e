package org.esxsync.distribution;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * A bundle of the distribution.
 *
 * @param location its jar, which the framework uses in its place
 * @param level its start level
 */
record ShippedBundle(String location, int level) {

    Bundle install(BundleContext context) throws BundleException {
        Bundle bundle = context.installBundle(location);
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        return bundle;
    }
}
