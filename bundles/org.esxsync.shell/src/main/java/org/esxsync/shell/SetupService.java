package org.esxsync.shell;

import java.util.Optional;
import org.esxsync.api.EsxSyncException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Gets a service when a command needs it: what reads configurations need not be installed. */
final class SetupService {

    private SetupService() {}

    /**
     * @param reference the service, or null if no bundle has it
     */
    static <T> T get(@Nullable ServiceReference<T> reference) {
        return get(reference, "org.esxsync.fileinstall, which reads and writes configurations");
    }

    /**
     * @param reference the service, or null if no bundle has it
     * @param bundle the bundle that has it, and what that does
     */
    static <T> T get(@Nullable ServiceReference<T> reference, String bundle) {
        return optional(reference).orElseThrow(() -> missing(bundle));
    }

    /** Gets a service where a bundle has it. */
    static <T> Optional<T> optional(@Nullable ServiceReference<T> reference) {
        return reference == null
                ? Optional.empty()
                : Optional.ofNullable(
                        FrameworkUtil.getBundle(SetupService.class)
                                .getBundleContext()
                                .getService(reference));
    }

    /**
     * Looks for a service only now, so that commands which do not need it start without a look.
     *
     * @param bundle the bundle that has it, and what that does
     */
    static <T> T find(Class<T> type, String bundle) {
        return lookFor(type).orElseThrow(() -> missing(bundle));
    }

    /** The same, where nothing is missing if no bundle has it. */
    static <T> Optional<T> lookFor(Class<T> type) {
        Bundle own = FrameworkUtil.getBundle(SetupService.class);
        return optional(own == null ? null : own.getBundleContext().getServiceReference(type));
    }

    private static EsxSyncException missing(String bundle) {
        return new EsxSyncException("the bundle is not there: %s; install it".formatted(bundle));
    }
}
