/** The commands about hosts, and what scripts must notice of them. */
@NullMarked
package org.esxsync.shell.host;

import org.jspecify.annotations.NullMarked;
