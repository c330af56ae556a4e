/** Which patches others take the place of. */
@NullMarked
package org.esxsync.sync.succession;

import org.jspecify.annotations.NullMarked;
