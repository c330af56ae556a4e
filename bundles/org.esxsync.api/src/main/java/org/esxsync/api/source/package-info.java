/**
 * Where patches are listed: the plug-ins that read patch sites, depots and bundles.
 *
 * <p>The heart of a source that reads one page, and none that it has read before:
 *
 * <pre>{@code
 * @Override
 * public ScanResult scan(ScanRequest request, PatchSink sink) {
 *     Document page = transport.read(index, request.state());
 *     if (!page.modified()) {
 *         return ScanResult.unchanged(request);
 *     }
 *     for (Row row : rows(page)) {
 *         try {
 *             sink.accept(row.toPatch());
 *         } catch (IllegalArgumentException e) {
 *             sink.reject(row.id(), new MalformedSourceException(location(), e.getMessage(), e));
 *         }
 *     }
 *     return ScanResult.listed(page.validator());
 * }
 * }</pre>
 */
@Export
@Version("1.2.0")
@NullMarked
package org.esxsync.api.source;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
