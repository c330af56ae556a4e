/** Downloads planned patches, stages them and puts them into place. */
@NullMarked
package org.esxsync.sync.publish;

import org.jspecify.annotations.NullMarked;
