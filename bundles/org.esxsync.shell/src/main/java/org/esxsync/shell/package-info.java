/** The commands themselves, which ask the services and return results. */
@NullMarked
package org.esxsync.shell;

import org.jspecify.annotations.NullMarked;
