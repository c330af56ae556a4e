/** Micro-benchmarks of what only this package sees. */
@NullMarked
package org.esxsync.source.vi3;

import org.jspecify.annotations.NullMarked;
