/** A matcher as somebody else would add it. */
@NullMarked
package org.esxsync.itests.plugin;

import org.jspecify.annotations.NullMarked;
