/** The matcher of ESXi 4.1. */
@NullMarked
package org.esxsync.matcher.esxi41;

import org.jspecify.annotations.NullMarked;
