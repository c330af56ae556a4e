/** What is served: generated patch sites, depots, tarballs. */
@NullMarked
package org.esxsync.benchmark.samples;

import org.jspecify.annotations.NullMarked;
