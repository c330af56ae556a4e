/** What stands in the tables: one class for each, and how patches become text. */
@NullMarked
package org.esxsync.ledger.sql.tables;

import org.jspecify.annotations.NullMarked;
