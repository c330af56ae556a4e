/** Micro-benchmarks of what only this package sees. */
@NullMarked
package org.esxsync.fetch.archive;

import org.jspecify.annotations.NullMarked;
