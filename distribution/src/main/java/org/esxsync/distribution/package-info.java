/** Starts the framework with the bundles of the distribution. */
@NullMarked
package org.esxsync.distribution;

import org.jspecify.annotations.NullMarked;
