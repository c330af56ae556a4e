/** The matcher of ESXi 3.5. */
@NullMarked
package org.esxsync.matcher.esxi35;

import org.jspecify.annotations.NullMarked;
