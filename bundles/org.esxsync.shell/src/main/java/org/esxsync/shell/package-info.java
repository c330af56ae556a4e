/** The commands of the Gogo shell and of the command line. */
@NullMarked
package org.esxsync.shell;

import org.jspecify.annotations.NullMarked;
