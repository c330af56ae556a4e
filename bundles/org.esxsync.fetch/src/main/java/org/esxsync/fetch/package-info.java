/** Brings documents and artifacts here: transport, verification and extraction. */
@NullMarked
package org.esxsync.fetch;

import org.jspecify.annotations.NullMarked;
