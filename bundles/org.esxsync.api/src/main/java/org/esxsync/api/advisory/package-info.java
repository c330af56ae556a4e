/**
 * Which vulnerability is fixed in which patch, as publishers tell.
 *
 * <pre>{@code
 * KnownVulnerabilities known = advisories.read();
 * known.closedBy(patch).stream()
 *         .filter(Vulnerability::isExploited)
 *         .forEach(each -> log.warn("{} closes {}", patch.id(), each.cve()));
 * }</pre>
 *
 * <p>What is not known to be fixed is {@link org.esxsync.api.advisory.FixState#UNKNOWN}, which is
 * neither affected nor safe.
 */
@Export
@Version("1.2.0")
@NullMarked
package org.esxsync.api.advisory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
