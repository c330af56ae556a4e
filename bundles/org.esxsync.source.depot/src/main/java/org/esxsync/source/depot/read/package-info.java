/** Makes patches of what a metadata zip says. */
@NullMarked
package org.esxsync.source.depot.read;

import org.jspecify.annotations.NullMarked;
