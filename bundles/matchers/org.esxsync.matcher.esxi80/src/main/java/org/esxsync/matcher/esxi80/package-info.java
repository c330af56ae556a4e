/** The matcher of ESXi 8.0. */
@NullMarked
package org.esxsync.matcher.esxi80;

import org.jspecify.annotations.NullMarked;
