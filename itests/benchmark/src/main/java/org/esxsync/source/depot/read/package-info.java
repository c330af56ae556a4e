/** Micro-benchmarks of what only this package sees. */
@NullMarked
package org.esxsync.source.depot.read;

import org.jspecify.annotations.NullMarked;
