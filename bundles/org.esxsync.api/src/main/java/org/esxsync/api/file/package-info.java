/**
 * Files and directories on local disk: what several bundles do with them in the same way.
 *
 * <pre>{@code
 * if (ZipDirectory.of(file).size() > limit) {
 *     throw new IOException("its directory is too large");
 * }
 * }</pre>
 */
@Export
@Version("1.0.0")
@NullMarked
package org.esxsync.api.file;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
