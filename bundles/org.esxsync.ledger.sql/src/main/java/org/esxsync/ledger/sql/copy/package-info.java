/** Takes the rows of all tables from one database to another. */
@NullMarked
package org.esxsync.ledger.sql.copy;

import org.jspecify.annotations.NullMarked;
