/** What is printed on: its width and colour, text that is safe to show, and results. */
@NullMarked
package org.esxsync.shell.terminal;

import org.jspecify.annotations.NullMarked;
