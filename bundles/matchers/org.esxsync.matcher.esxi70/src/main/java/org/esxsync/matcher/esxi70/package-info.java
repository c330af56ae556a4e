/** The matcher of ESXi 7.0. */
@NullMarked
package org.esxsync.matcher.esxi70;

import org.jspecify.annotations.NullMarked;
