/** Runs the real Karaf in its own process. */
@NullMarked
package org.esxsync.itests.karaf;

import org.jspecify.annotations.NullMarked;
