/** The matcher of ESXi 6.0. */
@NullMarked
package org.esxsync.matcher.esxi60;

import org.jspecify.annotations.NullMarked;
