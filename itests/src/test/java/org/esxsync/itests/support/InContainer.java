package org.esxsync.itests.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class as a part of the product: in a bundle, beside the bundles of the distribution.
 * Its methods may take the {@code BundleContext} and, marked with {@link Service}, any service.
 *
 * <p>All such classes share one framework, and so one mirror.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ContainerExtension.class, FrameworkParameters.class})
public @interface InContainer {}
