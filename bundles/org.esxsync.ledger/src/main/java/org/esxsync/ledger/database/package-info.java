/** The SQLite database: its file, its connections and transactions, and its schema. */
@NullMarked
package org.esxsync.ledger.database;

import org.jspecify.annotations.NullMarked;
