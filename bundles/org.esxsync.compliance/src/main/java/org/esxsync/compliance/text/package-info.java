/** Files of any encoding as lines and blocks, with a bound on each. */
@NullMarked
package org.esxsync.compliance.text;

import org.jspecify.annotations.NullMarked;
