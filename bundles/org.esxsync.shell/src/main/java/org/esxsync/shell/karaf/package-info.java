/** The way in from Karaf's shell. */
@NullMarked
package org.esxsync.shell.karaf;

import org.jspecify.annotations.NullMarked;
