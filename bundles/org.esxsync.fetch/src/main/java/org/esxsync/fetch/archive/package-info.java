/** Unpacks archives, and refuses those that would do harm. */
@NullMarked
package org.esxsync.fetch.archive;

import org.jspecify.annotations.NullMarked;
