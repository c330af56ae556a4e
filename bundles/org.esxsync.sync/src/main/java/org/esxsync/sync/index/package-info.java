/** The indexes of releases, and the metadata documents that they are made of. */
@NullMarked
package org.esxsync.sync.index;

import org.jspecify.annotations.NullMarked;
