/** Reads depots and offline bundles of ESXi 5.0 and later, and writes the depot of a release. */
@NullMarked
package org.esxsync.source.depot;

import org.jspecify.annotations.NullMarked;
