/** The matcher of ESXi 5.1. */
@NullMarked
package org.esxsync.matcher.esxi51;

import org.jspecify.annotations.NullMarked;
