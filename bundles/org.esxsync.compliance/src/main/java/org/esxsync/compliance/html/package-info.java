/** Reports as pages that need nothing else. */
@NullMarked
package org.esxsync.compliance.html;

import org.jspecify.annotations.NullMarked;
