/** Reads a published depot as a host does, and tells what a host would miss. */
@NullMarked
package org.esxsync.source.depot.check;

import org.jspecify.annotations.NullMarked;
