/** Serves the mirror over HTTP: what is configured, and what a command asks for. */
@NullMarked
package org.esxsync.serve;

import org.jspecify.annotations.NullMarked;
