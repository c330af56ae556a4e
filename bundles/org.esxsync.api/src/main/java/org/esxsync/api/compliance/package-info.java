/**
 * Which host lacks which patch: what hosts and tools print is read, and judged by the catalogue.
 *
 * <pre>{@code
 * Inventory inventory = hostInventory.read(List.of(Path.of("hosts")));
 * ComplianceReport report = compliance.judge(inventory.hosts(), Baseline.ALL, null);
 * report.hosts().forEach(host -> log.info("{}: {}", host.host().name(), host.reason()));
 * }</pre>
 */
@Export
@Version("2.0.0")
@NullMarked
package org.esxsync.api.compliance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
