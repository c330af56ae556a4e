/** The matcher of ESXi 6.5. */
@NullMarked
package org.esxsync.matcher.esxi65;

import org.jspecify.annotations.NullMarked;
