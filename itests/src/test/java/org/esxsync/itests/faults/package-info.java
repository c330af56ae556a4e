/** Servers that misbehave on purpose, and secrets that must not get out. */
@NullMarked
package org.esxsync.itests.faults;

import org.jspecify.annotations.NullMarked;
