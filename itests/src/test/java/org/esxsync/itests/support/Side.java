package org.esxsync.itests.support;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.BundleReference;

/**
 * Where a test class was loaded. Each class in the container is loaded twice: outside by Maven's
 * JUnit, which only replays the results, and inside by the probe bundle, where it truly runs.
 */
enum Side {
    OUTSIDE,
    INSIDE;

    static Side of(ExtensionContext context) {
        return context.getRequiredTestClass().getClassLoader() instanceof BundleReference
                ? INSIDE
                : OUTSIDE;
    }
}
