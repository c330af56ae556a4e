/** Keeps ledgers in a PostgreSQL database. */
@NullMarked
package org.esxsync.ledger.postgresql;

import org.jspecify.annotations.NullMarked;
