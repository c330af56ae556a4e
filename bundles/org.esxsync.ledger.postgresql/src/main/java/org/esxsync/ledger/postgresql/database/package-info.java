/** The PostgreSQL database: its address, its connections and transactions, and its schema. */
@NullMarked
package org.esxsync.ledger.postgresql.database;

import org.jspecify.annotations.NullMarked;
