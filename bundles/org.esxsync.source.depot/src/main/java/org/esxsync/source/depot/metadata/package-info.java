/** A metadata zip, and the bulletins as it has them. */
@NullMarked
package org.esxsync.source.depot.metadata;

import org.jspecify.annotations.NullMarked;
