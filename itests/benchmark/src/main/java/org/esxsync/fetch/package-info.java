/** Micro-benchmarks of what only this package sees. */
@NullMarked
package org.esxsync.fetch;

import org.jspecify.annotations.NullMarked;
