/** The matcher of ESXi 6.7. */
@NullMarked
package org.esxsync.matcher.esxi67;

import org.jspecify.annotations.NullMarked;
