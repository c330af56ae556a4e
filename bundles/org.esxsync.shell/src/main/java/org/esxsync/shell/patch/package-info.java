/** The commands that list and show patches. */
@NullMarked
package org.esxsync.shell.patch;

import org.jspecify.annotations.NullMarked;
