/** Answers what the mirror has, from the ledger. */
@NullMarked
package org.esxsync.sync.status;

import org.jspecify.annotations.NullMarked;
