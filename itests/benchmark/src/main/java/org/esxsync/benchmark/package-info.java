/** Measures ESX Sync beside what people would use instead. */
@NullMarked
package org.esxsync.benchmark;

import org.jspecify.annotations.NullMarked;
