/**
 * The record of what was seen, published and refused, and when.
 *
 * <p>Programs that only want to look ask {@link org.esxsync.api.sync.MirrorCatalogue}; one that
 * needs more reads beside a running sync:
 *
 * <pre>{@code
 * Optional<Ledger> opened = ledgers.openToRead(directory);
 * if (opened.isPresent()) {
 *     try (Ledger ledger = opened.get()) {
 *         ledger.history(20).forEach(entry -> log.info("{}", entry.event()));
 *     }
 * }
 * }</pre>
 */
@Export
@Version("1.9.0")
@NullMarked
package org.esxsync.api.ledger;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
