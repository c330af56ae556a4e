/** Tells which vulnerability is fixed in which patch. */
@NullMarked
package org.esxsync.advisory;

import org.jspecify.annotations.NullMarked;
