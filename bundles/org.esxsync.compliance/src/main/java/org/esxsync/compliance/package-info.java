/** Which host lacks which patch: reads what hosts print, and judges it by the catalogue. */
@NullMarked
package org.esxsync.compliance;

import org.jspecify.annotations.NullMarked;
