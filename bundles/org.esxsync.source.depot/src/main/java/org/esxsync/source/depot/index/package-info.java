/** From the index of a depot to its metadata zips. */
@NullMarked
package org.esxsync.source.depot.index;

import org.jspecify.annotations.NullMarked;
