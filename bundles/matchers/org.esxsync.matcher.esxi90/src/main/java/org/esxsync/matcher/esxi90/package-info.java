/** The matcher of ESXi 9.0. */
@NullMarked
package org.esxsync.matcher.esxi90;

import org.jspecify.annotations.NullMarked;
