/**
 * How verified patches of one format stand in the mirror.
 *
 * <p>A format whose archives stand unpacked, each in a directory of its patch's name:
 *
 * <pre>{@code
 * @Override
 * public List<Placement> place(Patch patch) {
 *     RelativePath directory = new RelativePath(patch.id());
 *     return patch.artifacts().stream()
 *             .map(artifact -> new Placement(artifact, directory, true))
 *             .toList();
 * }
 * }</pre>
 */
@Export
@Version("2.0.0")
@NullMarked
package org.esxsync.api.layout;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
