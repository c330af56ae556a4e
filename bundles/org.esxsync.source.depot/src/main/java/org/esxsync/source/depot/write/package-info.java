/** Writes the files of a release's depot: its indexes and its filtered metadata. */
@NullMarked
package org.esxsync.source.depot.write;

import org.jspecify.annotations.NullMarked;
