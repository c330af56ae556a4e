/** Reads what the files of a depot say: its indexes and its bulletins. */
@NullMarked
package org.esxsync.source.depot.read;

import org.jspecify.annotations.NullMarked;
