/** What ledgers in databases have in common; each holds a copy of it. */
@NullMarked
package org.esxsync.ledger.sql;

import org.jspecify.annotations.NullMarked;
