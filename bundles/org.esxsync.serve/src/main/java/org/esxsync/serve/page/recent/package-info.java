/** What was read of the catalogue a moment ago. */
@NullMarked
package org.esxsync.serve.page.recent;

import org.jspecify.annotations.NullMarked;
