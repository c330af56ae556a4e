/**
 * Releases of ESX and ESXi, and the plug-ins that tell which patch belongs to which.
 *
 * <p>A bundle with this one class adds a release:
 *
 * <pre>{@code
 * @Component
 * @EsxMatcher(release = "esx-3.0.1")
 * public final class Esx301Matcher implements VersionMatcher {
 *     @Override
 *     public boolean matches(Patch patch) {
 *         return patch.isFor("VMware ESX Server", "3.0.1");
 *     }
 * }
 * }</pre>
 */
@Export
@Version("1.2.0")
@NullMarked
package org.esxsync.api.release;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
