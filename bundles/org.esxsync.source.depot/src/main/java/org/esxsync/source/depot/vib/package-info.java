/** VIBs as metadata zips describe them, all of it checked. */
@NullMarked
package org.esxsync.source.depot.vib;

import org.jspecify.annotations.NullMarked;
