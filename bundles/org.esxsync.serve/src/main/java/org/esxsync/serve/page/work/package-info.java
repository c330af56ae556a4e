/** The page of a sync, and how it gets on. */
@NullMarked
package org.esxsync.serve.page.work;

import org.jspecify.annotations.NullMarked;
