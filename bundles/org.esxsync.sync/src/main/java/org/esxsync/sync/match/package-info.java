/** Which releases claim a patch, as the matchers of one moment say. */
@NullMarked
package org.esxsync.sync.match;

import org.jspecify.annotations.NullMarked;
