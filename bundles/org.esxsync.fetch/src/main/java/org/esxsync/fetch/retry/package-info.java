/** When a failed attempt is made again, and after which pause. */
@NullMarked
package org.esxsync.fetch.retry;

import org.jspecify.annotations.NullMarked;
