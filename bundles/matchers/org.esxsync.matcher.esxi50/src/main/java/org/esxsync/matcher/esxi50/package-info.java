/** The matcher of ESXi 5.0. */
@NullMarked
package org.esxsync.matcher.esxi50;

import org.jspecify.annotations.NullMarked;
