/** How a host comes to have what it lacks, and what stands in the way. */
@NullMarked
package org.esxsync.compliance.way;

import org.jspecify.annotations.NullMarked;
