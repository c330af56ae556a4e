/** Hosts as files in the mirror's state. */
@NullMarked
package org.esxsync.compliance.keep;

import org.jspecify.annotations.NullMarked;
