/** Downloads what the mirror lacks, alone or together with the other nodes of the mirror. */
@NullMarked
package org.esxsync.sync.share;

import org.jspecify.annotations.NullMarked;
