/** How the mirror stands, for monitoring by JMX. */
@NullMarked
package org.esxsync.jmx;

import org.jspecify.annotations.NullMarked;
