/** How a command is run: what all take, the forms of their results, and how they fail. */
@NullMarked
package org.esxsync.shell.run;

import org.jspecify.annotations.NullMarked;
