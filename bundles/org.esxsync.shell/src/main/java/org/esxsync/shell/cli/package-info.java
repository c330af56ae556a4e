/** The way in from the command line: one command, its output and its exit code. */
@NullMarked
package org.esxsync.shell.cli;

import org.jspecify.annotations.NullMarked;
