/** What of the mirror is asked for: which patches, since when, and which events. */
@NullMarked
package org.esxsync.shell.ask;

import org.jspecify.annotations.NullMarked;
