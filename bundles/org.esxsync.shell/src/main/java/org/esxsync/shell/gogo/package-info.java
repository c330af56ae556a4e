/** The way in from Gogo's shell: its commands, completion, greeting and results. */
@NullMarked
package org.esxsync.shell.gogo;

import org.jspecify.annotations.NullMarked;
