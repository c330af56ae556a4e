package org.esxsync.api.release;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Marks a component as the {@link VersionMatcher} of one release: sets the service property {@value
 * VersionMatcher#RELEASE} and gives the bundle a capability in the namespace {@code
 * org.esxsync.matcher}, so that a distribution can ask for releases instead of bundles.
 */
@ComponentPropertyType
@Capability(namespace = "org.esxsync.matcher", attribute = "release=${#release}")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface EsxMatcher {

    /** Turns {@link #release()} into the property {@value VersionMatcher#RELEASE}. */
    String PREFIX_ = "esx.";

    /** The release's full name, such as {@code esx-3.0.1}. */
    String release();
}
