/** ESX Sync, and scripts that do the same with other programs. */
@NullMarked
package org.esxsync.benchmark.contenders;

import org.jspecify.annotations.NullMarked;
