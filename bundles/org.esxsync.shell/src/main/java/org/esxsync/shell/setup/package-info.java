/** The commands about sources and settings. */
@NullMarked
package org.esxsync.shell.setup;

import org.jspecify.annotations.NullMarked;
