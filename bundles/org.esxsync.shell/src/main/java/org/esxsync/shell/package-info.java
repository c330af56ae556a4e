/** All commands together, with the services that they ask. */
@NullMarked
package org.esxsync.shell;

import org.jspecify.annotations.NullMarked;
