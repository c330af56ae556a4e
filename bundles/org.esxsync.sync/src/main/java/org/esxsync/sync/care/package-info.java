/** Verifies, repairs and prunes what is published. */
@NullMarked
package org.esxsync.sync.care;

import org.jspecify.annotations.NullMarked;
