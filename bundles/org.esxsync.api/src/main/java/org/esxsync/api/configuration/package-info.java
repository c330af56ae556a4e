/**
 * What components share that are configured: how a value is read, and how one that cannot be used
 * is told.
 *
 * <pre>{@code
 * TypedConfiguration.requireNumbers(PID, Config.class, properties);
 * if (config.retries() < 0) {
 *     throw new ConfigurationException(
 *             PID, "retries", Integer.toString(config.retries()), "use 0 or more");
 * }
 * }</pre>
 *
 * <p>A component that cannot use its configuration starts nevertheless, and fails the calls that
 * need it. Its room has a {@link org.esxsync.api.configuration.ConfigurationCheck} that tells why.
 */
@Export
@Version("1.3.0")
@NullMarked
package org.esxsync.api.configuration;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
