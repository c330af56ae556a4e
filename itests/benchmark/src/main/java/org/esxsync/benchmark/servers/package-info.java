/** Web servers on loopback. */
@NullMarked
package org.esxsync.benchmark.servers;

import org.jspecify.annotations.NullMarked;
