/** Files on disk: forced to it, linked, given their modes, described by their digests, deleted. */
@NullMarked
package org.esxsync.sync.files;

import org.jspecify.annotations.NullMarked;
