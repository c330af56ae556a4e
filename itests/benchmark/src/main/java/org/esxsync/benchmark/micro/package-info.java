/** Micro-benchmarks of what every room sees. */
@NullMarked
package org.esxsync.benchmark.micro;

import org.jspecify.annotations.NullMarked;
