/** The matcher of ESXi 5.5. */
@NullMarked
package org.esxsync.matcher.esxi55;

import org.jspecify.annotations.NullMarked;
