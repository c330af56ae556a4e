/** Keeps the ledger in a SQLite database. */
@NullMarked
package org.esxsync.ledger;

import org.jspecify.annotations.NullMarked;
