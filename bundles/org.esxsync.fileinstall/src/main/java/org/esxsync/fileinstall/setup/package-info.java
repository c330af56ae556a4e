/**
 * Configurations by command: sources are recognised and added, values are shown, checked and
 * changed. Nothing of it is loaded as long as nobody asks for it.
 */
@NullMarked
package org.esxsync.fileinstall.setup;

import org.jspecify.annotations.NullMarked;
