/** A connection to a database, its rows, and its transactions. */
@NullMarked
package org.esxsync.ledger.sql.session;

import org.jspecify.annotations.NullMarked;
