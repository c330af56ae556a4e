/**
 * What knows one form of page or archive, so that every source can ask it: a saved page that tells
 * of a patch, an archive that describes the patches in it. Each reader is a service.
 *
 * <p>A source that finds a file and does not know what it is:
 *
 * <pre>{@code
 * @Reference(policy = ReferencePolicy.DYNAMIC)
 * private volatile List<PatchArchiveReader> readers;
 *
 * private boolean isUnderstood(PatchArchive archive, PatchSink sink) {
 *     return readers.stream().anyMatch(reader -> reader.read(archive, sink));
 * }
 * }</pre>
 */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.reader;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
