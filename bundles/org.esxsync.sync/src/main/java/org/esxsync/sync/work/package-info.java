/** Work in threads: started, watched and ended. */
@NullMarked
package org.esxsync.sync.work;

import org.jspecify.annotations.NullMarked;
