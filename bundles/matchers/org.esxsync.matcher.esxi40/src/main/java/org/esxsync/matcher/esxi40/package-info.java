/** The matcher of ESXi 4.0. */
@NullMarked
package org.esxsync.matcher.esxi40;

import org.jspecify.annotations.NullMarked;
