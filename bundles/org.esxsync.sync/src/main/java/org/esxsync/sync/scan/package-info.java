/** Reads the sources and records what they list. */
@NullMarked
package org.esxsync.sync.scan;

import org.jspecify.annotations.NullMarked;
