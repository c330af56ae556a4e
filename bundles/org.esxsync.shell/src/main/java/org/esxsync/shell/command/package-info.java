/** What a command is called and takes, told by its annotations: parsing, help and completion. */
@NullMarked
package org.esxsync.shell.command;

import org.jspecify.annotations.NullMarked;
