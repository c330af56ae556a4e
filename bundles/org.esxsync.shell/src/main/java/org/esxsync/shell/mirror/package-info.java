/** The commands that tell of the mirror, or serve it. */
@NullMarked
package org.esxsync.shell.mirror;

import org.jspecify.annotations.NullMarked;
