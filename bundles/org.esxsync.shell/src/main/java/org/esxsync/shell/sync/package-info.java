/** The commands that change the mirror, or check it. */
@NullMarked
package org.esxsync.shell.sync;

import org.jspecify.annotations.NullMarked;
