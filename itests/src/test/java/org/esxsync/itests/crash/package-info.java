/** Kills syncs at random instants, and watches what hosts would have seen. */
@NullMarked
package org.esxsync.itests.crash;

import org.jspecify.annotations.NullMarked;
