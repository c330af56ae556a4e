package org.esxsync.itests.support;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** Gives the methods of tests in the container the bundle context and services. */
final class FrameworkParameters implements ParameterResolver {

    private static final long SERVICE_MILLIS = 10_000;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BundleContext.class
                || parameter.isAnnotated(Service.class);
    }

    /** Outside the method will not be called, so nothing will do. */
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (Side.of(context) == Side.OUTSIDE) {
            return null;
        }
        BundleContext bundle =
                FrameworkUtil.getBundle(context.getRequiredTestClass()).getBundleContext();
        Class<?> type = parameter.getParameter().getType();
        return type == BundleContext.class ? bundle : service(bundle, type);
    }

    private static Object service(BundleContext bundle, Class<?> type) {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(bundle, type, null);
        tracker.open();
        try {
            Object service = tracker.waitForService(SERVICE_MILLIS);
            if (service == null) {
                throw new ParameterResolutionException("there is no service " + type.getName());
            }
            return service;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted", e);
        }
    }
}
