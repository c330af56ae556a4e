/** The contract that every ledger keeps, as a test to extend. */
@NullMarked
package org.esxsync.ledger.testkit;

import org.jspecify.annotations.NullMarked;
